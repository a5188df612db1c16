// Unlinking today's page views.
#include "api/jar_unlink.h"

#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

Result<net::Response> unlink(const net::Request& request, PersonSide& side) {
  const Caller caller = TRY(caller_of_body(request, side));
  TRY(side.erasures.unlink(caller.site->record.id, side.todays_number(request, *caller.site)));
  return no_content();
}

}  // namespace

net::Response jar_unlink(const net::Request& request, PersonSide& side) {
  return answer(unlink(request, side), request);
}

}  // namespace glassjar::api

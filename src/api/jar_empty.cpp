// Emptying the jar. The no, if there is one, stays in the browser.
#include "api/jar_empty.h"

#include "api/errors.h"
#include "api/json_body.h"
#include "api/person_cookies.h"

namespace glassjar::api {
namespace {

Result<net::Response> empty(const net::Request& request, PersonSide& side) {
  const Caller caller = TRY(caller_of_body(request, side));
  const jar::Receipt receipt = TRY(side.erasures.empty(*caller.site, caller.browser));
  net::Response response =
      json_answer(202, {{"receipt", receipt.secret}, {"state", jar::name(receipt.state)}});
  return response.with("Set-Cookie", no_jar_cookie(caller.reach));
}

}  // namespace

net::Response jar_empty(const net::Request& request, PersonSide& side) {
  return answer(empty(request, side), request);
}

}  // namespace glassjar::api

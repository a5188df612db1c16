// Closing the jar: the key is revoked, the browser forgets it and our pages' data.
#include "api/jar_close.h"

#include "api/errors.h"
#include "api/json_body.h"
#include "api/person_cookies.h"

namespace glassjar::api {
namespace {

// NB: not "cookies" (Clear Site Data, section 3.1): it would take the person's no along, and a no
// holds. The one cookie that opens something is cleared by name.
constexpr std::string_view kSiteData = "\"cache\", \"storage\"";

Result<net::Response> close(const net::Request& request, PersonSide& side) {
  const Reach reach = reach_of(request, side.public_url);
  TRY(side.choices.close(browser_of(request, reach)));
  net::Response response = no_content();
  response.with("Set-Cookie", no_jar_cookie(reach));
  return response.with("Clear-Site-Data", std::string(kSiteData));
}

}  // namespace

net::Response jar_close(const net::Request& request, PersonSide& side) {
  return answer(close(request, side), request);
}

}  // namespace glassjar::api

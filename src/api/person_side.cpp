// Finding the site and the browser of a request.
#include "api/person_side.h"

#include "api/json_body.h"
#include "api/person_cookies.h"

namespace glassjar::api {

Result<Caller> caller_of(const net::Request& request, const PersonSide& side,
                         std::string_view host) {
  Caller caller{.site = side.sites.find(host), .reach = reach_of(request, side.public_url)};
  if (!caller.site) return fail(ErrorCode::NotFound, "site: unknown");
  caller.browser = browser_of(request, caller.reach);
  caller.browser.address = side.client_address(request);
  return caller;
}

Result<Caller> caller_of_body(const net::Request& request, const PersonSide& side) {
  const auto body = TRY(read_object(request.body));
  return caller_of(request, side, TRY(text_field(body, "site", kHostBytesMax)));
}

Result<void> check_can_remember(const Caller& caller) {
  const auto reason = cannot_remember(caller.reach, caller.site->record.host);
  if (!reason) return {};
  return fail(ErrorCode::Forbidden, "this browser cannot be remembered here: {}", name(*reason));
}

}  // namespace glassjar::api

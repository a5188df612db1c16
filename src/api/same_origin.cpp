// The check against forged requests, for every POST that carries a cookie.
#include "api/same_origin.h"

#include "api/reach.h"

namespace glassjar::api {

Result<void> check_same_origin(const net::Request& request, std::string_view public_url) {
  const std::string_view site = request.field("Sec-Fetch-Site");
  if (site == "same-origin") return {};
  if (site.empty() && request.has_field("Origin")) {
    const Reach reach = reach_of(request, public_url);
    const std::string ours = (reach.https ? "https://" : "http://") + reach.authority;
    if (!reach.authority.empty() && request.field("Origin") == ours) return {};
  }
  return fail(ErrorCode::Forbidden, "this request must come from a page of this server");
}

}  // namespace glassjar::api

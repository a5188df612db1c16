// CORS: which other origins may read an answer (Fetch standard, "HTTP-network-or-cache fetch").
#pragma once

#include <functional>
#include <string_view>

#include "net/http.h"

namespace glassjar::net {

// Whether "https://shop.example" is the origin of one of the owner's sites.
using IsOwnOrigin = std::function<bool(std::string_view origin)>;

// Lets any origin read the answer, and the owner's own sites send cookies with the request:
// an own origin is echoed with credentials, any other gets `*` without. Varies by Origin.
void add_cors(Response& response, const Request& request, const IsOwnOrigin& is_own);

// The answer to a preflight request for `methods` ("POST, OPTIONS"); kept by browsers for a day.
// For Router::answer_options or a route of its own.
Response answer_preflight(const Request& request, std::string_view methods,
                          const IsOwnOrigin& is_own);

}  // namespace glassjar::net

// Same origin: whether a POST comes from our own pages and not from a page of somebody else.
#pragma once

#include <string_view>

#include "base/result.h"
#include "net/http.h"

namespace glassjar::api {

// Forbidden unless the browser says so: by Sec-Fetch-Site ("same-origin"; Fetch Metadata, section
// 2.3) where it sends that, else by an Origin that is ours. A request with neither is refused:
// every browser sends one of them with a POST, and programs use tokens. `public_url` as in reach.h.
Result<void> check_same_origin(const net::Request& request, std::string_view public_url);

}  // namespace glassjar::api

// Static files: assets that the build compressed and embedded, served with their validators.
#pragma once

#include <string_view>

#include "net/http.h"

namespace glassjar::net {

// One embedded file. All views outlive the server.
struct Asset {
  std::string_view path;  // "/assets/app-3f2a9c.js"
  std::string_view content_type;
  std::string_view identity;
  std::string_view gzip;    // empty: none
  std::string_view brotli;  // empty: none
  std::string_view etag;    // of the identity bytes, without quotes
  bool immutable = false;   // the name carries a hash: the content of this path never changes
};

// The asset in the smallest encoding the client takes, or 304 when it has it already. The fields
// of `response` so far are the caller's to add to: Content-Security-Policy, CORS.
Response serve_asset(const Asset& asset, const Request& request);

}  // namespace glassjar::net

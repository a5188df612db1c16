// Own URL: where people find this server.
#pragma once

#include <string>

#include "net/http.h"

namespace glassjar::api {

// `public_url` if set, else as the browser asked; for a command without either, where `serve`
// listens by default. Without a slash at its end.
std::string own_url(const net::Request& request, const std::string& public_url);

}  // namespace glassjar::api

// Own URL: where people find this server.
#pragma once

#include <string>

#include "net/http.h"

namespace glassjar::api {

struct OwnUrl {
  std::string public_url;  // as configured; empty: as the browser asks
  // Where the server listens, for requests over the control socket and for proxies; empty where
  // none does.
  std::string listening_url;
};

// For links and tags. Without a slash at its end.
std::string own_url(const net::Request& request, const OwnUrl& own);

// Where a proxy on this machine finds this server: by number, since "localhost" may name an address
// on which nobody listens.
std::string upstream_url(const OwnUrl& own);

}  // namespace glassjar::api

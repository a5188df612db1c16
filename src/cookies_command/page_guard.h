// Who may speak to the local page's server: the page that this program opened, and nobody else.
#pragma once

#include <cstdint>
#include <string>

#include "base/random.h"
#include "base/result.h"
#include "net/http.h"

namespace glassjar::cookies_command {

// The token is in the address's fragment, which browsers send to nobody; the page hands it over in
// a field of its own, which no page of another origin can set.
class PageGuard {
 public:
  explicit PageGuard(Random& random);

  // The server's own addresses; set before the first request.
  void set_port(uint16_t port) { port_ = port; }
  std::string address() const;  // "http://127.0.0.1:8080/#k=TOKEN"

  // Forbidden unless Host is ours (a foreign name would be DNS rebinding) and Origin, if sent, too.
  Result<void> check_host(const net::Request& request) const;
  // That, and the token. Unauthenticated without it.
  Result<void> check(const net::Request& request) const;

 private:
  std::string token_;
  uint16_t port_ = 0;
};

}  // namespace glassjar::cookies_command

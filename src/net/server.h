// Server: HTTP/1.1 on TCP, TLS and the control socket.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "net/metrics.h"
#include "net/request_parser.h"
#include "net/router.h"

namespace glassjar::net {

// How long a peer may take. A sweep of each I/O thread looks at them, so that a request starts no
// timer; a connection may outlive its deadline by two sweeps.
struct Deadlines {
  milliseconds header{seconds(10)};  // from the first byte (or the connect) to the head's end
  milliseconds body{seconds(20)};    // for a body or an answer, beside what `rate_min` allows
  milliseconds write{seconds(20)};
  milliseconds idle{seconds(75)};  // between two requests
  // A transfer of n bytes may take n / rate_min longer.
  size_t rate_min_bytes_per_second = 4 << 10;
  milliseconds linger{seconds(2)};  // to read on after a refusal, so that it is not lost
  milliseconds sweep{500};
};

struct ServerOptions {
  std::vector<std::string> listen;        // "127.0.0.1:8080", "[::]:443"; port 0 is any free one
  std::filesystem::path control_socket;   // empty: none. Mode 0600; replaces a stale one
  std::filesystem::path tls_certificate;  // PEM with its chain; with it, `listen` speaks TLS only
  std::filesystem::path tls_key;
  size_t io_threads = 1;
  size_t connections_max = 4096;  // one more is answered 503 and closed
  ParserLimits parser;
  Deadlines deadlines;
  // On every answer that has no field of the same name. Strict-Transport-Security is added by TLS.
  std::vector<std::pair<std::string, std::string>> default_fields = {
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
  };
};

// Connections are spread over the I/O threads when they are accepted and stay there. One acceptor
// does it, not one a thread by SO_REUSEPORT: a second program cannot take part of the port
// unnoticed, and long-lived connections are spread evenly.
class Server {
 public:
  // Binds and listens; connections wait until start(). `clock`, `random` and `metrics` outlive
  // the server. Fails with the address that cannot be bound, or the file that cannot be read.
  static Result<std::unique_ptr<Server>> open(ServerOptions options, Router router,
                                              const Clock& clock, Random& random, Metrics& metrics);
  // Stops at once if nobody has.
  ~Server();

  void start();
  // Of the n-th entry of `listen`.
  uint16_t port(size_t index = 0) const;

  // Accepts no more, answers what is in flight with `Connection: close`, closes idle connections,
  // and returns when all are closed or `patience` is over. A Responder called later does nothing.
  // Not from an I/O thread.
  void stop(milliseconds patience);

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace glassjar::net

// RequestParser: from the bytes of one connection to its requests, one after the other.
//
// It owns the connection's input buffer, so that a request's fields and most bodies are views
// into it. It does no I/O: the caller reads into room(), tells filled(), and asks advance().
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "net/http.h"

namespace glassjar::net {

struct ParserLimits {
  size_t header_bytes_max = 16 << 10;  // request line and fields together
  size_t fields_max = 100;
  size_t target_bytes_max = 8 << 10;
};

class RequestParser {
 public:
  enum class Step {
    NeedMore,  // read into room(), then filled() and advance()
    Head,      // request() is complete but for the body: choose its limit, then advance()
    Whole,     // request() is complete, until next()
    Refused,   // refusal() says why; the connection cannot go on
  };
  struct Refusal {
    int status = 400;
    std::string_view reason;  // a fixed text, safe to show and to log
  };

  explicit RequestParser(const ParserLimits& limits);
  ~RequestParser();

  // Where to read to; never empty unless the last step was other than NeedMore.
  std::span<char> room();
  void filled(size_t bytes);
  Step advance();

  // After Head: the largest body to take (none is taken before). Over it, advance() refuses.
  void set_body_limit(size_t bytes_max);
  // Forgets the whole request; bytes that came early stay for the next one.
  void next();

  // Views in it are valid until next().
  Request& request();
  const Refusal& refusal() const;
  // The current request has bytes: it is begun, not merely waited for.
  bool begun() const;
  // The connection may be used again after this request (RFC 9112 section 9.3).
  bool keep_alive() const;
  bool is_http_1_0() const;
  // The client waits for 100 (Continue) before it sends the body.
  bool awaits_continue() const;
  // Bytes of the current request's body so far, as they were sent.
  size_t body_bytes_received() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace glassjar::net

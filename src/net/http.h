// The HTTP words every endpoint speaks: Request, Response, Responder and Handler.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glassjar::net {

enum class Method : uint8_t { Get, Head, Post, Put, Delete, Options, Other };
// "GET", …; empty for Other.
std::string_view name_of(Method method);

struct Field {
  std::string_view name;  // as sent; compare without regard to case
  std::string_view value;
};

// Where a request came from. The address never reaches a log.
struct Peer {
  std::string address;      // of the TCP connection, as "192.0.2.1" or "2001:db8::1"
  bool is_control = false;  // the control socket: who can open it owns the data directory
};

// One request, whole. Valid until its Responder has been called; unchanged meanwhile, so another
// thread may read it.
struct Request {
  Method method = Method::Other;
  std::string_view target;  // as sent
  std::string_view path;    // before '?', still percent-encoded
  std::string_view query;   // after '?', empty without one
  std::span<const Field> fields;
  std::string_view body;
  const Peer* peer = nullptr;
  bool tls = false;
  uint64_t id = 0;  // named in logs and error bodies, as 16 hex digits
  std::vector<std::pair<std::string_view, std::string>> params;  // of the route's {names}, decoded

  // The first field of that name, or empty. Names compare without regard to case.
  std::string_view field(std::string_view name) const;
  bool has_field(std::string_view name) const;
  std::string_view param(std::string_view name) const;
  // The cookie's value, or empty (RFC 6265 section 5.4; first of equal names).
  std::string_view cookie(std::string_view name) const;
  // The decoded value of a query parameter, or empty.
  std::string query_param(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: no Content-Type field
  std::string body;
  // Body that outlives the server (an embedded file); used when `body` is empty.
  std::string_view static_body;
  std::vector<std::pair<std::string, std::string>> fields;

  Response& with(std::string name, std::string value) {
    fields.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

// Answers one request, once, from any thread. Dropped without an answer it answers 500.
class Responder {
 public:
  class Target {
   public:
    virtual ~Target() = default;
    virtual void respond(Response&& response) = 0;
  };
  explicit Responder(std::shared_ptr<Target> target) : target_(std::move(target)) {}
  Responder(Responder&&) noexcept = default;
  Responder& operator=(Responder&&) = delete;
  ~Responder() {
    if (target_) target_->respond(Response{.status = 500});
  }
  void operator()(Response response) {
    std::exchange(target_, nullptr)->respond(std::move(response));
  }

 private:
  std::shared_ptr<Target> target_;
};

// Runs on the connection's I/O thread and must not block there.
using Handler = std::function<void(const Request&, Responder)>;

struct Route {
  Method method = Method::Get;
  std::string pattern;  // "/api/sites/{host}/setup"; a last "{rest*}" takes any number of parts
  size_t body_bytes_max = 64 << 10;
  Handler handler;
};

}  // namespace glassjar::net

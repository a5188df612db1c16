// For tests: a server on a free loopback port, and a client that sends bytes as they are.
#pragma once

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/file.h"
#include "base/random.h"
#include "net/metrics.h"
#include "net/server.h"

namespace glassjar::net {

// One client connection. Reads give up after some seconds, so that a failure does not hang.
class RawClient {
 public:
  explicit RawClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{.tv_sec = 10};
    ::setsockopt(fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }

  int fd() const { return socket_.get(); }
  bool connected() const { return connected_; }
  // False once the peer is gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  // The next whole answer, head and body by its Content-Length; what has come if it is cut off.
  std::string read_answer(bool has_body = true) {
    size_t head_end = std::string::npos;
    while ((head_end = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return std::exchange(pending_, {});
    size_t length = 0;
    const size_t field = pending_.find("Content-Length: ");
    if (has_body && field < head_end) length = std::stoul(pending_.substr(field + 16));
    const size_t whole = head_end + 4 + length;
    while (pending_.size() < whole)
      if (!receive()) break;
    std::string answer = pending_.substr(0, whole);
    pending_.erase(0, whole);
    return answer;
  }
  // All until the peer's end.
  std::string read_to_end() {
    while (receive()) {
    }
    return std::exchange(pending_, {});
  }
  std::string ask(std::string_view request, bool has_body = true) {
    send(request);
    return read_answer(has_body);
  }
  bool at_end() { return pending_.empty() && !receive(); }
  void close() { socket_ = FileDescriptor(); }

 private:
  bool receive() {
    char chunk[16 << 10];
    const ssize_t got = ::recv(fd(), chunk, sizeof(chunk), 0);
    if (got <= 0) return false;
    pending_.append(chunk, static_cast<size_t>(got));
    return true;
  }

  FileDescriptor socket_;
  bool connected_ = false;
  std::string pending_;
};

// Routes and options are set first, then start().
class LoopbackServerTest : public ::testing::Test {
 protected:
  LoopbackServerTest() {
    options_.listen = {"127.0.0.1:0"};
    options_.io_threads = 2;
    options_.deadlines.sweep = milliseconds(10);
  }

  void route(Method method, const std::string& pattern, Handler handler,
             size_t body_bytes_max = 64 << 10) {
    router_.add({.method = method,
                 .pattern = pattern,
                 .body_bytes_max = body_bytes_max,
                 .handler = std::move(handler)});
  }
  // Answers POST and GET /echo with the method, the query and the body.
  void route_echo() {
    const Handler echo = [](const Request& request, Responder respond) {
      respond(Response{.content_type = "text/plain",
                       .body = std::string(request.query) + std::string(request.body)});
    };
    route(Method::Post, "/echo", echo, 1000);
    route(Method::Get, "/echo", echo);
  }
  void start() {
    auto opened = Server::open(options_, std::move(router_), clock_, random_, metrics_);
    ASSERT_TRUE(opened) << opened.error().message;
    server_ = std::move(*opened);
    server_->start();
  }
  RawClient client() const { return RawClient(server_->port()); }

  ServerOptions options_;
  Router router_;
  SystemClock clock_;
  SystemRandom random_;
  Metrics metrics_;
  std::unique_ptr<Server> server_;
};

inline std::string get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}
inline std::string post(std::string_view target, std::string_view body) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

}  // namespace glassjar::net

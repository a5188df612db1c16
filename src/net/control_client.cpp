// The control client: a blocking socket with one deadline a call, answers read by Beast's parser.
#include "net/control_client.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/clock.h"

namespace glassjar::net {
namespace {

namespace http = boost::beast::http;
using Deadline = std::chrono::steady_clock::time_point;
using AnswerParser = http::response_parser<http::string_body>;

// A lone process waits here, so the real clock serves: nothing is measured or stored by it.
Deadline deadline_in(milliseconds timeout) { return SystemClock().monotonic() + timeout; }

Result<void> wait_for(int fd, short events, Deadline deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - SystemClock().monotonic()).count();
    pollfd entry{.fd = fd, .events = events, .revents = 0};
    const int ready = left <= 0 ? 0 : ::poll(&entry, 1, static_cast<int>(left));
    if (ready > 0) return {};
    if (ready == 0) return fail(ErrorCode::Unavailable, "ask the server: no answer in time");
    if (errno != EINTR)
      return fail(ErrorCode::Internal, "ask the server: {}", std::strerror(errno));
  }
}

Result<void> send_all(int fd, std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    TRY(wait_for(fd, POLLOUT, deadline));
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
      // A server that refuses a large body answers before it has read it: the answer tells more.
      if (errno == EPIPE || errno == ECONNRESET) return {};
      return fail(ErrorCode::Unavailable, "ask the server: {}", std::strerror(errno));
    }
  }
  return {};
}

// Appends what has come; zero bytes at the end of the stream.
Result<size_t> receive(int fd, std::string& into, Deadline deadline) {
  std::array<char, 16 << 10> chunk;
  for (;;) {
    TRY(wait_for(fd, POLLIN, deadline));
    const ssize_t got = ::recv(fd, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got >= 0) {
      into.append(chunk.data(), static_cast<size_t>(got));
      return static_cast<size_t>(got);
    }
    if (errno != EAGAIN && errno != EINTR)
      return fail(ErrorCode::Unavailable, "ask the server: {}", std::strerror(errno));
  }
}

std::string write_request(const ControlRequest& request) {
  std::string out = fmt::format("{} {} HTTP/1.1\r\nHost: control\r\nContent-Length: {}\r\n",
                                request.method, request.target, request.body.size());
  for (const auto& [name, value] : request.fields) out += fmt::format("{}: {}\r\n", name, value);
  out += "\r\n";
  out += request.body;
  return out;
}

bool is_safe(std::string_view text) {
  return text.find_first_of("\r\n ") == std::string_view::npos;
}

}  // namespace

Result<ControlClient> ControlClient::connect(const std::filesystem::path& socket, Options options) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket.string();
  if (path.size() >= sizeof(address.sun_path))
    return fail(ErrorCode::InvalidArgument, "connect to \"{}\": the path is too long", path);
  std::memcpy(address.sun_path, path.data(), path.size());
  FileDescriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (fd.get() < 0)
    return fail(ErrorCode::Internal, "connect to \"{}\": {}", path, std::strerror(errno));
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    const ErrorCode code = errno == ENOENT || errno == ECONNREFUSED ? ErrorCode::NotFound
                           : errno == EACCES || errno == EPERM      ? ErrorCode::Forbidden
                                                                    : ErrorCode::Unavailable;
    return fail(code, "connect to \"{}\": {}", path, std::strerror(errno));
  }
  return ControlClient(std::move(fd), options);
}

Result<ControlResponse> ControlClient::call(const ControlRequest& request) {
  if (!is_safe(request.method) || !is_safe(request.target))
    return fail(ErrorCode::InvalidArgument, "ask the server: the target has a space in it");
  const Deadline deadline = deadline_in(options_.timeout);
  TRY(send_all(socket_.get(), write_request(request), deadline));
  AnswerParser parser;
  parser.eager(true);
  parser.body_limit(options_.body_bytes_max);
  if (request.method == "HEAD") parser.skip(true);
  while (!parser.is_done()) {
    boost::beast::error_code error;
    if (!early_.empty()) early_.erase(0, parser.put(boost::asio::buffer(early_), error));
    if (error == http::error::body_limit)
      return fail(ErrorCode::TooLarge, "ask the server: the answer is over {} bytes",
                  options_.body_bytes_max);
    if (error && error != http::error::need_more)
      return fail(ErrorCode::Internal, "read the server's answer: {}", error.message());
    if (parser.is_done()) break;
    if (TRY(receive(socket_.get(), early_, deadline)) == 0)
      return fail(ErrorCode::Unavailable, "ask the server: it closed the connection");
  }
  return ControlResponse{.status = static_cast<int>(parser.get().result_int()),
                         .body = std::move(parser.get().body())};
}

}  // namespace glassjar::net

// Framing, calls and events of the DevTools pipe.
#include "audit/browser/cdp_channel.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>

#include "audit/json_fields.h"

namespace glassjar::audit::browser {
namespace {

namespace json = boost::json;

constexpr size_t kReadBytes = 256 << 10;
constexpr size_t kDepthMax = 200;

void make_nonblocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  CHECK(flags >= 0 && ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0);
}

}  // namespace

CdpChannel::CdpChannel(FileDescriptor to, FileDescriptor from, const Clock& clock,
                       const Interruption* interruption)
    : to_(std::move(to)), from_(std::move(from)), clock_(clock), interruption_(interruption) {
  make_nonblocking(to_.get());
  make_nonblocking(from_.get());
}

Result<bool> CdpChannel::wait_for(const FileDescriptor& file, short events,
                                  Deadline deadline) const {
  constexpr int64_t kPollMax = 60'000;  // milliseconds
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - clock_.monotonic()).count();
    if (left <= 0) return false;
    std::array<pollfd, 2> polled{{{.fd = file.get(), .events = events, .revents = 0},
                                  {.fd = -1, .events = POLLIN, .revents = 0}}};
    if (interruption_ != nullptr) polled[1].fd = interruption_->fd();
    const int ready =
        ::poll(polled.data(), polled.size(), static_cast<int>(std::min(left, kPollMax)));
    if (ready <= 0) continue;
    if (polled[1].revents != 0) return fail(ErrorCode::Unavailable, "browser: interrupted");
    return true;
  }
}

Result<uint64_t> CdpChannel::write(std::string_view method, json::object params,
                                   std::string_view session) {
  json::object message{{"id", ++last_id_}, {"method", method}, {"params", std::move(params)}};
  if (!session.empty()) message["sessionId"] = session;
  std::string text = json::serialize(message);
  text += '\0';
  const Deadline deadline = clock_.monotonic() + kCallMax;
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = ::write(to_.get(), rest.data(), rest.size());
    if (written > 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EAGAIN) {
      const bool ready = TRY(wait_for(to_, POLLOUT, deadline));
      if (!ready) return fail(ErrorCode::Unavailable, "browser: {}: it does not read", method);
    } else if (errno != EINTR) {
      return fail(ErrorCode::Unavailable, "browser: {}: {}", method, std::strerror(errno));
    }
  }
  return last_id_;
}

Result<void> CdpChannel::send(std::string_view method, json::object params,
                              std::string_view session) {
  TRY(write(method, std::move(params), session));
  return {};
}

Result<json::object> CdpChannel::call(std::string_view method, json::object params,
                                      std::string_view session) {
  CHECK(awaited_ == 0);
  answer_.reset();
  awaited_ = TRY(write(method, std::move(params), session));
  const auto heard = listen(clock_.monotonic() + kCallMax, [this] { return answer_.has_value(); });
  awaited_ = 0;
  if (!heard) return unexpected<Error>(heard.error());
  if (!*heard) return fail(ErrorCode::ResourceExhausted, "browser: {}: no answer in time", method);
  const json::object answer = std::move(*answer_);
  if (const json::object& error = object_field(answer, "error"); !error.empty())
    return fail(ErrorCode::InvalidArgument, "browser: {}: {}", method,
                text_field(error, "message"));
  return object_field(answer, "result");
}

Result<bool> CdpChannel::listen(Deadline deadline, const std::function<bool()>& done) {
  while (!done()) {
    const bool handled = TRY(handle_next(deadline));
    if (!handled) return done();
  }
  return true;
}

Result<bool> CdpChannel::fill(Deadline deadline) {
  if (buffer_.size() > kMessageBytesMax)
    return fail(ErrorCode::TooLarge, "browser: a message over {} bytes", kMessageBytesMax);
  const bool ready = TRY(wait_for(from_, POLLIN, deadline));
  if (!ready) return false;
  const size_t had = buffer_.size();
  buffer_.resize(had + kReadBytes);
  const ssize_t count = ::read(from_.get(), buffer_.data() + had, kReadBytes);
  buffer_.resize(had + static_cast<size_t>(std::max<ssize_t>(count, 0)));
  if (count == 0) return fail(ErrorCode::Unavailable, "browser: it has ended");
  if (count < 0 && errno != EAGAIN && errno != EINTR)
    return fail(ErrorCode::Unavailable, "browser: {}", std::strerror(errno));
  return true;
}

Result<bool> CdpChannel::handle_next(Deadline deadline) {
  size_t end = buffer_.find('\0', searched_);
  while (end == std::string::npos) {
    searched_ = buffer_.size();
    const bool more = TRY(fill(deadline));
    if (!more) return false;
    end = buffer_.find('\0', searched_);
  }
  const std::string message = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  searched_ = 0;
  dispatch(message);
  return true;
}

void CdpChannel::dispatch(std::string_view text) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  options.allow_invalid_utf8 = true;
  boost::system::error_code error;
  const json::value message = json::parse(text, error, {}, options);
  if (error || !message.is_object()) return;
  const json::object& object = message.get_object();
  if (const json::value* id = field(object, "id")) {
    const bool is_awaited = awaited_ != 0 && id->is_number() &&
                            number_field(object, "id") == static_cast<double>(awaited_);
    if (is_awaited) answer_ = object;
  } else if (handler_) {
    handler_({.method = text_field(object, "method"),
              .params = object_field(object, "params"),
              .session = text_field(object, "sessionId")});
  }
}

}  // namespace glassjar::audit::browser

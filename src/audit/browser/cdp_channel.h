// Chromium's DevTools protocol over two pipes: JSON messages, each ended by a zero byte
// (--remote-debugging-pipe). https://chromedevtools.github.io/devtools-protocol/
//
// One thread. While a call waits for its answer, events are handed to the handler as they come; the
// handler may send, but not call.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "audit/browser/interruption.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/result.h"

namespace glassjar::audit::browser {

struct CdpEvent {
  std::string_view method;
  const boost::json::object& params;
  std::string_view session;  // of a target; empty for the browser's own
};

class CdpChannel {
 public:
  using Handler = std::function<void(const CdpEvent&)>;
  using Deadline = std::chrono::steady_clock::time_point;

  static constexpr size_t kMessageBytesMax = 128 << 20;
  static constexpr seconds kCallMax{30};

  // `clock` and `interruption` outlive the channel; null: nothing interrupts it. `to` and `from`
  // are made non-blocking.
  CdpChannel(FileDescriptor to, FileDescriptor from, const Clock& clock,
             const Interruption* interruption = nullptr);

  void on_event(Handler handler) { handler_ = std::move(handler); }

  // Sends without waiting for the answer, which is dropped.
  Result<void> send(std::string_view method, boost::json::object params = {},
                    std::string_view session = {});
  // The answer's result. Unavailable if the browser is gone or we are interrupted,
  // ResourceExhausted if it does not answer within kCallMax, InvalidArgument with the browser's
  // message if it refuses.
  Result<boost::json::object> call(std::string_view method, boost::json::object params = {},
                                   std::string_view session = {});
  // Handles events until `done` says so (asked after each message) or the deadline is over.
  // True if `done` said so.
  Result<bool> listen(Deadline deadline, const std::function<bool()>& done);

  std::chrono::steady_clock::time_point now() const { return clock_.monotonic(); }

 private:
  Result<uint64_t> write(std::string_view method, boost::json::object params,
                         std::string_view session);
  // Reads one message and hands it on; false at the deadline.
  Result<bool> handle_next(Deadline deadline);
  // Waits for the file to be ready; false at the deadline, Unavailable if we are interrupted.
  Result<bool> wait_for(const FileDescriptor& file, short events, Deadline deadline) const;
  Result<bool> fill(Deadline deadline);
  void dispatch(std::string_view message);

  FileDescriptor to_;
  FileDescriptor from_;
  const Clock& clock_;
  const Interruption* interruption_;
  Handler handler_;
  std::string buffer_;   // read, not yet handled
  size_t searched_ = 0;  // bytes of it that hold no end of a message
  uint64_t last_id_ = 0;
  uint64_t awaited_ = 0;  // id of the call that waits, or 0
  std::optional<boost::json::object> answer_;
};

}  // namespace glassjar::audit::browser

// A person's Ctrl-C while browsers run: noted, so that they can be ended and their profiles removed
// before the program ends.
#pragma once

#include <signal.h>

#include <array>

#include "base/file.h"
#include "base/result.h"

namespace glassjar::audit::browser {

// While it lives, the first SIGINT, SIGTERM or SIGHUP only makes `fd()` readable. The second ends
// the program at once, as each does by default. Signals that were ignored at the start (nohup) stay
// so. One at a time in a process.
class Interruption {
 public:
  // Unavailable if the system has no more files.
  static Result<Interruption> watch();
  Interruption(Interruption&& other) noexcept;
  Interruption& operator=(Interruption&&) = delete;
  // What the signals did before, they do again.
  ~Interruption();

  // For poll(); nothing is ever read from it.
  int fd() const { return event_.get(); }
  // The signal that came first, or 0.
  int signal() const;

 private:
  static constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};

  explicit Interruption(FileDescriptor event) : event_(std::move(event)) {}

  FileDescriptor event_;
  bool watching_ = false;
  std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace glassjar::audit::browser

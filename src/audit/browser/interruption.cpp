// The signal handler and what it tells.
#include "audit/browser/interruption.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

namespace glassjar::audit::browser {
namespace {

// The handler has no other way to reach them.
std::atomic<int> told_fd{-1};
std::atomic<int> first_signal{0};
static_assert(std::atomic<int>::is_always_lock_free);

void note(int signal) {
  const int saved = errno;
  int none = 0;
  if (!first_signal.compare_exchange_strong(none, signal)) {
    ::signal(signal, SIG_DFL);
    ::raise(signal);  // blocked until this returns
  }
  const uint64_t one = 1;
  static_cast<void>(::write(told_fd.load(), &one, sizeof one) == sizeof one);
  errno = saved;
}

}  // namespace

Result<Interruption> Interruption::watch() {
  Interruption made(FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)));
  if (made.fd() < 0)
    return fail(ErrorCode::Unavailable, "watch for signals: {}", std::strerror(errno));
  CHECK(told_fd.exchange(made.fd()) == -1);
  first_signal = 0;
  made.watching_ = true;
  struct sigaction action{};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < kSignals.size(); ++i) {
    CHECK(::sigaction(kSignals[i], nullptr, &made.before_[i]) == 0);
    if (made.before_[i].sa_handler != SIG_IGN)
      CHECK(::sigaction(kSignals[i], &action, nullptr) == 0);
  }
  return made;
}

Interruption::Interruption(Interruption&& other) noexcept
    : event_(std::move(other.event_)),
      watching_(std::exchange(other.watching_, false)),
      before_(other.before_) {}

Interruption::~Interruption() {
  if (!watching_) return;
  for (size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
  told_fd = -1;
}

int Interruption::signal() const { return first_signal; }

}  // namespace glassjar::audit::browser

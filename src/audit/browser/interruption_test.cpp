// The first signal is noted, the second ends; afterwards all is as it was.
#include "audit/browser/interruption.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace glassjar::audit::browser {
namespace {

bool is_readable(int fd) {
  pollfd polled{.fd = fd, .events = POLLIN, .revents = 0};
  return ::poll(&polled, 1, 0) == 1;
}

TEST(Interruption, is_told_by_a_file_that_stays_readable) {
  const Interruption interruption = Interruption::watch().value();
  EXPECT_EQ(interruption.signal(), 0);
  EXPECT_FALSE(is_readable(interruption.fd()));
  ::raise(SIGTERM);
  EXPECT_EQ(interruption.signal(), SIGTERM);
  EXPECT_TRUE(is_readable(interruption.fd()));
  EXPECT_TRUE(is_readable(interruption.fd()));
}

TEST(Interruption, begins_anew_with_each_watch) {
  for (const int signal : {SIGINT, SIGHUP}) {
    const Interruption interruption = Interruption::watch().value();
    EXPECT_EQ(interruption.signal(), 0);
    ::raise(signal);
    EXPECT_EQ(interruption.signal(), signal);
  }
}

// How a process that does this ends: the signal that killed it, or 0.
int killed_by(void (*act)()) {
  const pid_t process = ::fork();
  if (process == 0) {
    act();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST(Interruption, lets_a_second_signal_end_the_program) {
  const auto twice = [] {
    const Interruption interruption = Interruption::watch().value();
    ::raise(SIGINT);
    ::raise(SIGTERM);
  };
  EXPECT_EQ(killed_by(twice), SIGTERM);
}

TEST(Interruption, gives_signals_back_at_its_end) {
  const auto after = [] {
    {
      const Interruption interruption = Interruption::watch().value();
    }
    ::raise(SIGINT);
  };
  EXPECT_EQ(killed_by(after), SIGINT);
}

TEST(Interruption, leaves_ignored_signals_ignored) {
  const auto ignored = [] {
    ::signal(SIGHUP, SIG_IGN);
    const Interruption interruption = Interruption::watch().value();
    ::raise(SIGHUP);
    if (interruption.signal() != 0) ::_exit(1);
    ::raise(SIGHUP);
  };
  EXPECT_EQ(killed_by(ignored), 0);
}

}  // namespace
}  // namespace glassjar::audit::browser

// Programs that are started, that cannot be, and whose starter is killed.
#include "audit/browser/child_process.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace glassjar::audit::browser {
namespace {

// What comes through the pipe until every writer is gone; nothing if some are there after 10 s.
std::string read_until_closed(const Pipe& pipe) {
  std::string text;
  std::array<char, 256> some{};
  for (;;) {
    pollfd polled{.fd = pipe.read.get(), .events = POLLIN, .revents = 0};
    if (::poll(&polled, 1, 10'000) <= 0) return "still open";
    const ssize_t count = ::read(pipe.read.get(), some.data(), some.size());
    if (count <= 0) return text;
    text.append(some.data(), static_cast<size_t>(count));
  }
}

const std::vector<std::string> kSleep{"/bin/sleep", "30"};

TEST(ChildProcess, gets_files_under_its_numbers) {
  Pipe out = make_pipe().value();
  ChildProcess child = ChildProcess::start({"/bin/sh", "-c", "echo three >&3; echo four >&4"},
                                           {{out.write.get(), 3}, {out.write.get(), 4}})
                           .value();
  out.write = FileDescriptor();
  EXPECT_EQ(read_until_closed(out), "three\nfour\n");
  child.end(SystemClock(), seconds(10));
}

TEST(ChildProcess, that_cannot_run_is_named_with_the_reason) {
  const auto child = ChildProcess::start({"/nowhere/program"}, {});
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().code, ErrorCode::NotFound);
  EXPECT_EQ(child.error().message, "start \"/nowhere/program\": No such file or directory");
}

TEST(ChildProcess, is_killed_with_its_group_when_patience_ends) {
  Pipe out = make_pipe().value();
  ChildProcess child =
      ChildProcess::start({"/bin/sh", "-c", "sleep 30 & sleep 30"}, {{out.write.get(), 1}}).value();
  out.write = FileDescriptor();
  child.end(SystemClock(), milliseconds(100));
  EXPECT_EQ(read_until_closed(out), "");
}

TEST(ChildProcess, is_killed_when_nobody_holds_it) {
  Pipe out = make_pipe().value();
  {
    const ChildProcess child = ChildProcess::start(kSleep, {{out.write.get(), 1}}).value();
  }
  out.write = FileDescriptor();
  EXPECT_EQ(read_until_closed(out), "");
}

TEST(ChildProcess, dies_with_a_starter_that_is_killed) {
  Pipe out = make_pipe().value();
  const pid_t starter = ::fork();
  if (starter == 0) {
    const auto child = ChildProcess::start(kSleep, {{out.write.get(), 1}});
    CHECK(child && ::write(out.write.get(), "x", 1) == 1);
    for (;;) ::pause();
  }
  char started = 0;
  ASSERT_EQ(::read(out.read.get(), &started, 1), 1);
  out.write = FileDescriptor();
  ::kill(starter, SIGKILL);
  ::waitpid(starter, nullptr, 0);
  EXPECT_EQ(read_until_closed(out), "");
}

}  // namespace
}  // namespace glassjar::audit::browser

// Starting, waiting, killing.
#include "audit/browser/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace glassjar::audit::browser {
namespace {

// What the new process does until it is the program. Between fork and exec of a program with
// threads only async-signal-safe calls are allowed: no memory is taken here.
[[noreturn]] void become(char* const* argv, const std::vector<std::pair<int, int>>& files,
                         pid_t parent, int report) {
  // Not passed on to setuid programs (snap's starter): there the end of its pipes ends the browser.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // it has ended before the line above
  ::setpgid(0, 0);
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(SIGXFSZ, SIG_DFL);
  bool ready = true;
  for (const auto& [from, to] : files) ready = ready && ::dup2(from, to) >= 0;
  if (ready) ::execve(argv[0], argv, environ);
  const int error = errno;
  static_cast<void>(::write(report, &error, sizeof error) == sizeof error);
  ::_exit(127);
}

// Zero if the program runs, else why it does not.
int start_error(const FileDescriptor& report) {
  int error = 0;
  ssize_t count = 0;
  do count = ::read(report.get(), &error, sizeof error);
  while (count < 0 && errno == EINTR);
  return count == sizeof error ? error : 0;
}

}  // namespace

// Above the numbers that the browser wants, so that dup2 never writes over its own source.
Result<Pipe> make_pipe() {
  constexpr int kFirst = 10;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail(ErrorCode::Unavailable, "make a pipe: {}", std::strerror(errno));
  const FileDescriptor low_read(ends[0]);
  const FileDescriptor low_write(ends[1]);
  Pipe pipe{FileDescriptor(::fcntl(low_read.get(), F_DUPFD_CLOEXEC, kFirst)),
            FileDescriptor(::fcntl(low_write.get(), F_DUPFD_CLOEXEC, kFirst))};
  if (pipe.read.get() < 0 || pipe.write.get() < 0)
    return fail(ErrorCode::Unavailable, "make a pipe: {}", std::strerror(errno));
  return pipe;
}

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& words,
                                         const std::vector<std::pair<int, int>>& files) {
  CHECK(!words.empty());
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  Pipe report = TRY(make_pipe());
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process == 0) become(argv.data(), files, parent, report.write.get());
  if (process < 0)
    return fail(ErrorCode::Unavailable, "start \"{}\": {}", words[0], std::strerror(errno));
  ChildProcess child(process);
  report.write = FileDescriptor();
  if (const int error = start_error(report.read); error != 0)
    return fail(ErrorCode::NotFound, "start \"{}\": {}", words[0], std::strerror(error));
  return child;
}

ChildProcess::~ChildProcess() {
  if (process_ < 0) return;
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);  // it may have failed before it had a group
  ::waitpid(process_, nullptr, 0);
}

void ChildProcess::end(const Clock& clock, std::chrono::steady_clock::duration patience) {
  if (process_ < 0) return;
  const auto deadline = clock.monotonic() + patience;
  while (::waitpid(process_, nullptr, WNOHANG) == 0) {
    if (clock.monotonic() > deadline) {
      ::kill(-process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
      break;
    }
    ::poll(nullptr, 0, 20);
  }
  ::kill(-process_, SIGKILL);  // what it may have left behind
  process_ = -1;
}

}  // namespace glassjar::audit::browser

// A program that we start and that does not outlive us, however we end.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "base/result.h"

namespace glassjar::audit::browser {

struct Pipe {
  FileDescriptor read;
  FileDescriptor write;
};

// Both ends are closed in started programs and have numbers from 10 on, so that none is in the way
// of those under which a program wants its files. Unavailable if there are no more.
Result<Pipe> make_pipe();

// In a process group of its own: a terminal's Ctrl-C does not reach it, and what it starts is ended
// with it. The kernel kills it when the thread that started it ends, so that thread keeps it.
class ChildProcess {
 public:
  // Starts the program `words[0]` (a path) with files of ours under its numbers: {ours, its}.
  // NotFound with the system's reason if it cannot be run.
  static Result<ChildProcess> start(const std::vector<std::string>& words,
                                    const std::vector<std::pair<int, int>>& files);
  ChildProcess(ChildProcess&& other) noexcept : process_(std::exchange(other.process_, -1)) {}
  ChildProcess& operator=(ChildProcess&&) = delete;
  // Kills it and its group.
  ~ChildProcess();

  // Waits for its end, at most so long, then kills its group.
  void end(const Clock& clock, std::chrono::steady_clock::duration patience);

  pid_t id() const { return process_; }

 private:
  explicit ChildProcess(pid_t process) : process_(process) {}

  pid_t process_;  // -1: has ended
};

}  // namespace glassjar::audit::browser

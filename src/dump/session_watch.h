// Waits for the ends of browsers' sessions, which is when their jars can be emptied.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "base/time.h"
#include "browsers/profile.h"

namespace glassjar::dump {

class SessionWatch {
 public:
  using IsRunning = std::function<bool(const browsers::Profile&)>;

  // The kernel tells when a lock comes or goes (inotify(7)); a browser that was killed leaves its
  // lock, so from time to time we look ourselves.
  static Result<SessionWatch> open(std::vector<browsers::Profile> profiles, IsRunning is_running);

  // Waits until a lock came or went or `patience` is over; returns the profiles whose browser was
  // running at an earlier look and is not now. May be empty.
  Result<std::vector<browsers::Profile>> wait(milliseconds patience);

  // How many of the profiles' browsers ran at the last look.
  size_t running() const;

 private:
  SessionWatch(std::vector<browsers::Profile> profiles, IsRunning is_running)
      : profiles_(std::move(profiles)), is_running_(std::move(is_running)) {}

  std::vector<browsers::Profile> profiles_;
  IsRunning is_running_;
  std::vector<bool> ran_;  // by profile, at the last look
  FileDescriptor inotify_;
};

}  // namespace glassjar::dump

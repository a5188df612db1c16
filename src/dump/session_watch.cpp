// inotify on the folders that hold the locks.
#include "dump/session_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

namespace glassjar::dump {
namespace {

// Reads away what is there; which lock it was does not matter, all are looked at.
void drain(int fd) {
  char events[16384];
  while (::read(fd, events, sizeof events) > 0) {
  }
}

}  // namespace

Result<SessionWatch> SessionWatch::open(std::vector<browsers::Profile> profiles,
                                        IsRunning is_running) {
  SessionWatch watch(std::move(profiles), std::move(is_running));
  watch.inotify_ = FileDescriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (watch.inotify_.get() < 0)
    return fail(ErrorCode::Unavailable, "watch for the ends of sessions: {}", std::strerror(errno));
  std::set<std::filesystem::path> folders;
  for (const browsers::Profile& profile : watch.profiles_) {
    const bool is_chromium = profile.family == browsers::Family::Chromium;
    folders.insert(is_chromium ? profile.user_data_folder : profile.folder);
    watch.ran_.push_back(watch.is_running_(profile));
  }
  for (const std::filesystem::path& folder : folders)
    if (::inotify_add_watch(watch.inotify_.get(), folder.c_str(),
                            IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR) < 0)
      return fail(ErrorCode::Unavailable, "watch \"{}\": {}", folder.string(),
                  std::strerror(errno));
  return watch;
}

Result<std::vector<browsers::Profile>> SessionWatch::wait(milliseconds patience) {
  pollfd poll_for{inotify_.get(), POLLIN, 0};
  const int ready = ::poll(&poll_for, 1, static_cast<int>(patience.count()));
  if (ready < 0 && errno != EINTR)
    return fail(ErrorCode::Unavailable, "wait for the end of a session: {}", std::strerror(errno));
  drain(inotify_.get());
  std::vector<browsers::Profile> ended;
  for (size_t i = 0; i < profiles_.size(); ++i) {
    const bool runs = is_running_(profiles_[i]);
    if (ran_[i] && !runs) ended.push_back(profiles_[i]);
    ran_[i] = runs;
  }
  return ended;
}

size_t SessionWatch::running() const {
  return static_cast<size_t>(std::count(ran_.begin(), ran_.end(), true));
}

}  // namespace glassjar::dump

// Removes what sites left in a profile, but for what is kept. Only while the browser is closed.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "browsers/profile.h"
#include "cookies/item.h"

namespace glassjar::browsers {

// Told of every file or folder before it is changed or removed for the first time, so that it can
// be put back. An error stops the erasing before that change.
class ChangeWatcher {
 public:
  virtual ~ChangeWatcher() = default;
  virtual Result<void> before_change(const std::filesystem::path& path) = 0;
};

// True for what stays. Asked of every item found while erasing, which may be more than an earlier
// scan showed; the item it sees has at least store, host, origin, top_site, container and name.
using Keeps = std::function<bool(const cookies::Item&)>;

struct Erased {
  uint64_t items = 0;
  uint64_t kept = 0;
  // What the browser keeps that cannot be taken out in part, in words for the log.
  std::vector<std::string> left_over;
};

// Idempotent: run again after a crash it finishes the work. Conflict if the browser is running.
Result<Erased> erase(const Profile& profile, const Keeps& keeps, ChangeWatcher& watcher);

// Whether a browser has this profile open right now: its lock names a living process of this
// machine, or holds its lock file.
bool is_running(const Profile& profile);

Result<Erased> erase_in_chromium(const Profile& profile, const Keeps& keeps,
                                 ChangeWatcher& watcher);
Result<Erased> erase_in_firefox(const Profile& profile, const Keeps& keeps, ChangeWatcher& watcher);

}  // namespace glassjar::browsers

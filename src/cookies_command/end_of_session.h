// Emptying profiles once their browser is closed, while the local page's server runs.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "browsers/profile.h"

namespace glassjar::cookies_command {

class EndOfSession {
 public:
  using Empty = std::function<void(std::vector<browsers::Profile>)>;

  // `empty` is called on a thread of this object with profiles whose browser has ended.
  explicit EndOfSession(Empty empty);
  // Waits no more; an emptying that has begun is finished first.
  ~EndOfSession();

  // Adds to what is waited for; from any thread.
  void wait_for(std::vector<browsers::Profile> profiles);

 private:
  void work();

  Empty empty_;
  Mutex<std::vector<browsers::Profile>> waiting_;
  std::atomic<bool> ends_ = false;
  std::thread thread_;
};

}  // namespace glassjar::cookies_command

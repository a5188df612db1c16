// HeldCompletions: lets one thread finish many requests and wake each I/O thread once.
#pragma once

#include <memory>
#include <vector>

namespace glassjar::net {

class IoThread;

// While one lives, answers given by this thread wait; its end hands them to their I/O threads.
// For a thread that answers batches, as after a group commit. Keep its life short: answers of
// other threads for the same I/O thread may wait with them. Not on an I/O thread's own stack.
//
//   HeldCompletions held;
//   for (auto& waiting : batch) waiting.respond(Response{.status = 202});
class HeldCompletions {
 public:
  HeldCompletions();
  ~HeldCompletions();
  HeldCompletions(const HeldCompletions&) = delete;
  HeldCompletions& operator=(const HeldCompletions&) = delete;

  // The innermost one of this thread, or null.
  static HeldCompletions* current();
  void wake_later(std::shared_ptr<IoThread> thread);

 private:
  HeldCompletions* outer_;
  std::vector<std::shared_ptr<IoThread>> threads_;
};

}  // namespace glassjar::net

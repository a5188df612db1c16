// Housekeeping: what has to happen from time to time, on one thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "application/rooms.h"
#include "base/mutex.h"

namespace glassjar {

class Housekeeping {
 public:
  struct Chore {
    std::string_view name;  // for the log
    seconds every;
    std::function<Result<void>()> run;
  };
  // A failed chore is logged and done again when its time comes. `clock` outlives the object.
  Housekeeping(std::vector<Chore> chores, const Clock& clock);
  // Waits for the chore under way.
  ~Housekeeping();

 private:
  void run();

  const std::vector<Chore> chores_;
  const Clock& clock_;
  Mutex<bool> stopping_;
  std::condition_variable changed_;
  std::thread thread_;
};

// Salts at midnight, counters, expiry, stuck erasures, days that are over.
std::vector<Housekeeping::Chore> chores_of(Rooms& rooms, const Clock& clock);

}  // namespace glassjar

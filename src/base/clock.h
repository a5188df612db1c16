// Clock: the only source of time, passed in so that tests can hold and turn it.
#pragma once

#include <atomic>
#include <chrono>

#include "base/time.h"

namespace glassjar {

class Clock {
 public:
  virtual ~Clock() = default;
  // The civil time. It may jump, backwards too: never measure a duration with it.
  virtual TimePoint now() const = 0;
  // A time that only goes forward, for durations and deadlines.
  virtual std::chrono::steady_clock::time_point monotonic() const = 0;
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override;
  std::chrono::steady_clock::time_point monotonic() const override;
};

// A clock for tests: stands still until told. Safe from several threads.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(TimePoint start) : now_(start.time_since_epoch().count()) {}
  TimePoint now() const override { return TimePoint(microseconds(now_.load())); }
  std::chrono::steady_clock::time_point monotonic() const override {
    return std::chrono::steady_clock::time_point(microseconds(elapsed_.load()));
  }
  // Moves both times forward.
  void advance(microseconds by) {
    now_ += by.count();
    elapsed_ += by.count();
  }
  // Moves only the civil time, to anywhere: a clock jump.
  void jump_to(TimePoint time) { now_ = time.time_since_epoch().count(); }

 private:
  std::atomic<microseconds::rep> now_;
  std::atomic<microseconds::rep> elapsed_{0};
};

}  // namespace glassjar

// Random streams of events and random questions about them, small enough that values meet.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "model/event.h"
#include "model/zone.h"
#include "storage/aggregate.h"

namespace glassjar::queries {

class RandomCase {
 public:
  explicit RandomCase(uint64_t seed);

  // A week of one site and a little of another, in spool order with visits, round a change of
  // clocks in Europe/Berlin.
  std::vector<model::Event> stream();
  // Without order by ratios: engines may add floating-point numbers in different orders.
  storage::Aggregate question();
  storage::Filter filter(int depth);

 private:
  size_t below(size_t n) { return static_cast<size_t>(engine_() % n); }
  bool chance(double probability);
  std::string one_of(const std::vector<std::string>& values) {
    return values[below(values.size())];
  }
  model::Event event(uint64_t seq);
  model::Dimension attribute();
  storage::Filter leaf();
  void put_range(storage::Aggregate& question);

  std::mt19937_64 engine_;
  model::Zone zone_;
  // Streams differ in how many people they have and how long these pause.
  size_t people_;
  minutes pause_max_;
  std::vector<TimePoint> clock_;  // of each person: the time of the next event
};

// The question as text, for messages.
std::string describe(const storage::Aggregate& question);

}  // namespace glassjar::queries

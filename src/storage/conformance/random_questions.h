// Random rows and random questions about them, for tests that hold two ways of answering against
// each other. The words are few, so that groups and filters meet.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "storage/aggregate.h"
#include "storage/event_store.h"

namespace glassjar::storage::conformance {

class RandomQuestions {
 public:
  explicit RandomQuestions(uint64_t seed) : engine_(seed) {}

  // Rows of about `visits` visits of two sites between 20 March and 8 April 2026, in order
  // of seq but not of time, as the loader writes them: one visitor, day and set of attributes a
  // visit, some rows without an id, offsets as in Berlin.
  std::vector<model::Event> rows(size_t visits);
  // About kSite; half of the ranges are whole days.
  Aggregate question();

 private:
  // From 0 to `end` - 1.
  uint64_t below(uint64_t end) {
    return std::uniform_int_distribution<uint64_t>(0, end - 1)(engine_);
  }
  bool one_in(uint64_t n) { return below(n) == 0; }
  std::string page();
  model::Attributes attributes();
  void add_visit(std::vector<model::Event>& rows);
  Filter filter(int depth);
  Condition condition();
  void choose_range(Aggregate& question);

  std::mt19937_64 engine_;
};

}  // namespace glassjar::storage::conformance

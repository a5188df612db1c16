// Oracle: what the event store must hold after the whole ordered log, by the plain reading of
// design section 6: every decision looks through all rows there are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "storage/log_entry.h"

namespace glassjar::simulation {

class Oracle {
 public:
  // Applies the next entry of the log.
  void take(uint64_t seq, const storage::LogEntry& entry);
  // The process ended with everything before the next entry stored: page loads were in memory.
  void forget_page_loads() { page_loads_.clear(); }

  const std::vector<model::Event>& rows() const { return rows_; }
  uint64_t dropped() const { return dropped_; }

 private:
  struct Span {
    TimePoint first;
    TimePoint last;
  };
  struct PageLoad {
    std::vector<uint64_t> seqs;  // of events and reports in the visit it is in
    model::VisitorId chosen{};
  };

  void follow_choice(model::Event& event);
  void take_event(model::Event event);
  void take_report(model::Event report);
  void choose(const storage::ChoiceLogged& choice, uint64_t seq);
  void erase(const storage::RemovalLogged& removal);
  void note(const model::Event& event);
  PageLoad* page_load_of(const model::Event& event);
  model::Event* row(uint64_t seq);
  const model::Event* last_pageview(const std::vector<const model::Event*>& among) const;
  std::map<model::VisitId, Span> visits_of(const model::Event& event) const;

  std::vector<model::Event> rows_;
  std::map<std::pair<model::SiteId, model::PageLoadId>, PageLoad> page_loads_;
  uint64_t dropped_ = 0;
};

}  // namespace glassjar::simulation

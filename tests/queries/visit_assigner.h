// VisitAssigner: gives events in spool order their visits, by the rule of design section 6, in the
// plainest way. Test streams pass through it as live ones pass through the loader.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "model/event.h"

namespace glassjar::queries {

class VisitAssigner {
 public:
  // The row to store, or nothing for a report that has no pageview to belong to.
  std::optional<model::Event> assign(model::Event event);

 private:
  struct Open {
    model::VisitId id{};
    TimePoint first;
    TimePoint last;
    model::Attributes attributes;
  };
  // What a visitor did on one local day.
  struct Day {
    std::vector<Open> visits;
    std::optional<model::Event> last_pageview;
  };

  std::optional<model::Event> assign_report(model::Event event, const Day& day) const;

  std::map<std::pair<model::VisitorId, LocalDay>, Day> days_;
  uint64_t visits_ = 0;
};

}  // namespace glassjar::queries

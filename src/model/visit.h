// Visit: the events of one visitor on one local day with gaps of at most 30 minutes, and the one
// definition of how events fold into it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/event.h"

namespace glassjar::model {

// Thirty minutes is the default of GA4 and Matomo, so imported history and live numbers count
// visits alike.
constexpr minutes kVisitIdleMax{30};

struct Visit {
  SiteId site{};
  VisitId id{};
  VisitorId visitor{};
  LocalDay day;
  minutes utc_offset{0};  // of the first event
  TimePoint first;
  TimePoint last;  // of pageviews and custom events; reports of engagement do not extend a visit
  uint32_t pageviews = 0;
  uint32_t events = 0;  // pageviews and custom events
  bool interactive = false;
  std::string entry_page;  // path of the earliest pageview, empty without one
  std::string exit_page;   // path of the latest pageview
  Attributes attributes;   // of the first event

  // One pageview and no interactive event.
  bool is_bounce() const { return pageviews == 1 && !interactive; }
  // Last event minus first; bounces count 0.
  microseconds duration() const { return is_bounce() ? microseconds(0) : last - first; }

  bool operator==(const Visit&) const = default;
};

// Folds the rows of any number of visits, in any order, each into its visit. Rows without a
// visit and reports of engagement are passed over. Ties in time are broken by `seq`.
// The result is ordered by visit id.
std::vector<Visit> fold_visits(std::span<const Event> rows);

}  // namespace glassjar::model

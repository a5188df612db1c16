// The rule for visits in twenty lines.
#include "visit_assigner.h"

#include <algorithm>

namespace glassjar::queries {

using model::Event;
using model::EventKind;

std::optional<Event> VisitAssigner::assign_report(Event event, const Day& day) const {
  if (!day.last_pageview) return std::nullopt;
  event.visit = day.last_pageview->visit;
  event.hostname = day.last_pageview->hostname;
  event.path = day.last_pageview->path;
  event.attributes = day.last_pageview->attributes;
  return event;
}

std::optional<Event> VisitAssigner::assign(Event event) {
  if (!is_set(event.visitor)) return event;
  Day& day = days_[{event.visitor, event.day}];
  if (event.kind == EventKind::Engagement) return assign_report(std::move(event), day);
  const auto joins = [&](const Open& visit) {
    return event.time >= visit.first - minutes(30) && event.time <= visit.last + minutes(30);
  };
  auto visit = std::find_if(day.visits.begin(), day.visits.end(), joins);
  if (visit == day.visits.end()) {
    day.visits.push_back({model::VisitId{++visits_}, event.time, event.time, event.attributes});
    visit = day.visits.end() - 1;
  }
  visit->first = std::min(visit->first, event.time);
  visit->last = std::max(visit->last, event.time);
  event.visit = visit->id;
  event.attributes = visit->attributes;
  if (event.kind == EventKind::Pageview &&
      (!day.last_pageview || day.last_pageview->time <= event.time))
    day.last_pageview = event;
  return event;
}

}  // namespace glassjar::queries

// The plain reading, without any table but the rows.
#include "oracle.h"

#include <algorithm>

#include "model/visit.h"

namespace glassjar::simulation {

using model::Event;
using model::EventKind;
using model::VisitId;

void Oracle::take(uint64_t seq, const storage::LogEntry& entry) {
  if (const auto* choice = std::get_if<storage::ChoiceLogged>(&entry)) choose(*choice, seq);
  if (const auto* removal = std::get_if<storage::RemovalLogged>(&entry)) erase(*removal);
  const auto* logged = std::get_if<storage::EventsLogged>(&entry);
  if (!logged) return;
  for (Event event : logged->events) {
    event.seq = seq++;
    if (event.kind == EventKind::Engagement)
      take_report(event);
    else
      take_event(event);
  }
}

Event* Oracle::row(uint64_t seq) {
  const auto found = std::find_if(rows_.begin(), rows_.end(),
                                  [&](const Event& event) { return event.seq == seq; });
  return found == rows_.end() ? nullptr : &*found;
}

Oracle::PageLoad* Oracle::page_load_of(const Event& event) {
  const auto found = page_loads_.find({event.site, event.page_load});
  return !is_set(event.page_load) || found == page_loads_.end() ? nullptr : &found->second;
}

std::map<VisitId, Oracle::Span> Oracle::visits_of(const Event& event) const {
  std::map<VisitId, Span> visits;
  for (const Event& row : rows_) {
    if (row.site != event.site || row.day != event.day || row.visitor != event.visitor) continue;
    if (row.kind == EventKind::Engagement) continue;
    const auto [visit, is_new] = visits.try_emplace(row.visit, Span{row.time, row.time});
    visit->second.first = std::min(visit->second.first, row.time);
    visit->second.last = std::max(visit->second.last, row.time);
  }
  return visits;
}

// Events of a page load on which the person chose, sent before the browser knew of it.
void Oracle::follow_choice(Event& event) {
  const PageLoad* held = page_load_of(event);
  if (!held || !is_set(held->chosen) || event.tier == model::Tier::Remembered) return;
  event.visitor = held->chosen;
  event.tier = model::Tier::Remembered;
}

void Oracle::take_event(Event event) {
  follow_choice(event);
  event.visit = VisitId{event.seq};
  microseconds nearest = model::kVisitIdleMax + microseconds(1);
  for (const auto& [visit, span] : visits_of(event)) {  // equally near: the one opened first
    const microseconds away =
        std::max({span.first - event.time, event.time - span.last, microseconds(0)});
    if (away >= nearest) continue;
    nearest = away;
    event.visit = visit;
  }
  rows_.push_back(event);
  note(event);
}

void Oracle::note(const Event& event) {
  if (!is_set(event.page_load)) return;
  PageLoad& held = page_loads_[{event.site, event.page_load}];
  const bool goes_on = std::all_of(held.seqs.begin(), held.seqs.end(), [&](uint64_t seq) {
    const Event* before = row(seq);
    return before && before->visit == event.visit && before->visitor == event.visitor;
  });
  TimePoint last = TimePoint::min();
  for (const uint64_t seq : held.seqs)
    if (const Event* before = row(seq); before && before->kind != EventKind::Engagement)
      last = std::max(last, before->time);
  if (!goes_on || event.time > last + model::kVisitIdleMax) held.seqs.clear();
  held.seqs.push_back(event.seq);
}

const Event* Oracle::last_pageview(const std::vector<const Event*>& among) const {
  const Event* last = nullptr;
  for (const Event* event : among)
    if (event->kind == EventKind::Pageview &&
        (!last || std::pair(event->time, event->seq) >= std::pair(last->time, last->seq)))
      last = event;
  return last;
}

void Oracle::take_report(Event report) {
  PageLoad* held = page_load_of(report);
  std::vector<const Event*> of_page_load, of_visitor;
  if (held)
    for (const uint64_t seq : held->seqs)
      if (const Event* event = row(seq)) of_page_load.push_back(event);
  const Event* page = last_pageview(of_page_load);
  if (!page) {
    held = nullptr;
    follow_choice(report);
    for (const Event& row : rows_)
      if (row.site == report.site && row.day == report.day && row.visitor == report.visitor)
        of_visitor.push_back(&row);
    page = last_pageview(of_visitor);
  }
  if (!page) {
    ++dropped_;
    return;
  }
  report.day = page->day;
  report.visitor = page->visitor;
  report.visit = page->visit;
  report.path = page->path;
  if (held) held->seqs.push_back(report.seq);
  rows_.push_back(report);
}

void Oracle::choose(const storage::ChoiceLogged& choice, uint64_t seq) {
  PageLoad& held = page_loads_[{choice.site, choice.page_load}];
  for (const uint64_t of_page_load : held.seqs) {
    Event* event = row(of_page_load);
    if (!event || event->visitor == choice.visitor) continue;
    event->visitor = choice.visitor;
    event->visit = VisitId{seq};
  }
  held.chosen = choice.visitor;
}

void Oracle::erase(const storage::RemovalLogged& removal) {
  std::erase_if(page_loads_, [&](const auto& entry) {
    if (entry.first.first != removal.site) return false;
    const PageLoad& held = entry.second;
    const Event* first = held.seqs.empty() ? nullptr : row(held.seqs.front());
    return held.chosen == removal.visitor || (first && first->visitor == removal.visitor);
  });
  std::erase_if(rows_, [&](const Event& row) {
    return row.site == removal.site && row.visitor == removal.visitor;
  });
}

}  // namespace glassjar::simulation

// Assignment of events to visits.
#include "ingest/visit_table.h"

#include <algorithm>
#include <tuple>

#include "model/visit.h"

namespace glassjar::ingest {
namespace {

using model::DropReason;
using model::Event;
using model::EventKind;
using model::VisitId;

// Days are read again after this long without an event.
constexpr hours kDayIdleMax{1};
// A page of rows when one visitor's visits are read again, and how many pages at most.
constexpr size_t kRowsAtOnce = 10'000;
constexpr size_t kPagesOfRowsMax = 10;

microseconds distance(TimePoint first, TimePoint last, TimePoint time) {
  if (time < first) return first - time;
  return time > last ? time - last : microseconds(0);
}

// Where an event is in reach of two visits, the nearer has it, so that visits never overlap; of two
// equally near the one opened first.
template <class Visits>
auto* nearest(Visits& visits, TimePoint time) {
  typename Visits::value_type* best = nullptr;
  for (auto& visit : visits) {
    const microseconds away = distance(visit.first, visit.last, time);
    if (away > model::kVisitIdleMax) continue;
    if (!best ||
        std::pair(away, visit.id) < std::pair(distance(best->first, best->last, time), best->id))
      best = &visit;
  }
  return best;
}

auto fields_of(const model::Attributes& a) {
  return std::tie(a.referrer, a.source, a.channel, a.utm_source, a.utm_medium, a.utm_campaign,
                  a.utm_content, a.utm_term, a.country, a.device, a.browser, a.browser_version,
                  a.os, a.os_version);
}

// What the store would say of these visits, from one visitor's rows of one day.
std::vector<storage::OpenVisit> open_visits(std::span<const Event> rows) {
  std::vector<storage::OpenVisit> open;
  for (model::Visit& visit : model::fold_visits(rows))
    open.push_back(storage::OpenVisit{.visit = std::move(visit)});
  for (const Event& row : rows) {
    if (row.kind != EventKind::Pageview) continue;
    for (storage::OpenVisit& visit : open) {
      if (visit.visit.id != row.visit) continue;
      const auto before = std::pair(visit.last_pageview_time, visit.last_pageview_seq);
      if (visit.last_pageview_seq != 0 && std::pair(row.time, row.seq) < before) continue;
      visit.last_hostname = row.hostname;
      visit.last_pageview_seq = row.seq;
      visit.last_pageview_time = row.time;
    }
  }
  return open;
}

}  // namespace

bool VisitTable::ByValue::operator()(const std::shared_ptr<const model::Attributes>& a,
                                     const std::shared_ptr<const model::Attributes>& b) const {
  return fields_of(*a) < fields_of(*b);
}

std::shared_ptr<const model::Attributes> VisitTable::share(const model::Attributes& attributes) {
  if (attributes_.size() >= attributes_sweep_at_) {
    std::erase_if(attributes_, [](const auto& held) { return held.use_count() == 1; });
    attributes_sweep_at_ = std::max<size_t>(1'024, attributes_.size() * 2);
  }
  return *attributes_.insert(std::make_shared<const model::Attributes>(attributes)).first;
}

VisitTable::Known VisitTable::known(const storage::OpenVisit& open) {
  return Known{.id = open.visit.id,
               .first = open.visit.first,
               .last = open.visit.last,
               .last_page = {.time = open.last_pageview_time,
                             .seq = open.last_pageview_seq,
                             .hostname = open.last_hostname,
                             .path = open.visit.exit_page},
               .attributes = share(open.visit.attributes)};
}

Result<VisitTable::Day*> VisitTable::day_of(model::SiteId site, LocalDay local_day) {
  const DayKey key(site, local_day);
  auto found = days_.find(key);
  if (found == days_.end()) {
    const std::vector<storage::OpenVisit> stored = TRY(store_.visits_on(site, local_day));
    Day day;
    for (const storage::OpenVisit& open : stored)
      day.visitors[open.visit.visitor].push_back(known(open));
    day.visits = stored.size();
    found = days_.emplace(key, std::move(day)).first;
  }
  found->second.used = clock_.monotonic();
  return &found->second;
}

Result<VisitTable::Day*> VisitTable::day_for(model::SiteId site, LocalDay local_day,
                                             model::VisitorId visitor) {
  Day* day = TRY(day_of(site, local_day));
  if (day->stale.contains(visitor)) TRY(read_again(*day, DayKey(site, local_day), visitor));
  return day;
}

Result<void> VisitTable::read_again(Day& day, DayKey key, model::VisitorId visitor) {
  std::vector<Event> of_day;
  uint64_t after = 0;
  for (size_t page = 0; page < kPagesOfRowsMax; ++page) {
    std::vector<Event> rows = TRY(store_.rows_of(key.first, visitor, after, kRowsAtOnce));
    const bool is_last = rows.size() < kRowsAtOnce;
    if (!rows.empty()) after = rows.back().seq;
    for (Event& row : rows)
      if (row.day == key.second) of_day.push_back(std::move(row));
    if (is_last) break;
  }
  Visits& visits = day.visitors[visitor];
  day.visits -= visits.size();
  visits.clear();
  for (const storage::OpenVisit& open : open_visits(of_day)) visits.push_back(known(open));
  day.visits += visits.size();
  day.stale.erase(visitor);
  return {};
}

bool VisitTable::needs_apply(model::SiteId site, model::VisitorId visitor) const {
  if (!choice_not_applied_) return false;
  return std::any_of(days_.begin(), days_.end(), [&](const auto& entry) {
    return entry.first.first == site && entry.second.stale.contains(visitor);
  });
}

bool VisitTable::needs_apply(const Event& event) {
  if (!choice_not_applied_) return false;
  if (needs_apply(event.site, event.visitor)) return true;
  const PageLoad* page_load = page_loads_.find(event.site, event.page_load);
  return page_load && needs_apply(event.site, page_load->chosen);
}

// An event sent before the choice reached the browser, but numbered after it.
void VisitTable::follow_choice(Event& event) {
  const PageLoad* page_load = page_loads_.find(event.site, event.page_load);
  if (!page_load || !is_set(page_load->chosen) || event.tier == model::Tier::Remembered) return;
  event.visitor = page_load->chosen;
  event.tier = model::Tier::Remembered;
}

Result<VisitTable::Refusal> VisitTable::assign(Event& event) {
  if (event.kind == EventKind::Engagement) return assign_report(event);
  follow_choice(event);
  event.visit = VisitId{};
  if (!is_set(event.visitor)) {
    if (is_set(event.page_load))
      page_loads_.add(event, share(event.attributes), clock_.monotonic());
    return Refusal();
  }
  join(*TRY(day_for(event.site, event.day, event.visitor)), event);
  return Refusal();
}

void VisitTable::join(Day& day, Event& event) {
  Visits& visits = day.visitors[event.visitor];
  Known* visit = nearest(visits, event.time);
  if (!visit) {
    visit = &visits.emplace_back(Known{.id = VisitId{event.seq},
                                       .first = event.time,
                                       .last = event.time,
                                       .attributes = share(event.attributes)});
    ++day.visits;
  }
  visit->first = std::min(visit->first, event.time);
  visit->last = std::max(visit->last, event.time);
  LastPage& page = visit->last_page;
  if (event.kind == EventKind::Pageview && (page.seq == 0 || event.time >= page.time))
    page = LastPage{event.time, event.seq, event.hostname, event.path};
  event.visit = visit->id;
  event.attributes = *visit->attributes;
  page_loads_.add(event, visit->attributes, clock_.monotonic());
}

Result<VisitTable::Refusal> VisitTable::assign_report(Event& report) {
  report.visit = VisitId{};
  PageLoad* page_load = page_loads_.find(report.site, report.page_load);
  if (page_load && !page_load->pages.empty()) {
    place(report, *page_load);
    return Refusal();
  }
  follow_choice(report);
  if (!is_set(report.visitor)) return Refusal(DropReason::EngagementWithoutVisit);
  Day* day = TRY(day_for(report.site, report.day, report.visitor));
  const auto found = day->visitors.find(report.visitor);
  if (found == day->visitors.end()) return Refusal(DropReason::EngagementWithoutVisit);
  const Known* latest = nullptr;
  for (const Known& visit : found->second) {
    const LastPage& page = visit.last_page;
    if (page.seq == 0) continue;
    if (!latest ||
        std::pair(page.time, page.seq) > std::pair(latest->last_page.time, latest->last_page.seq))
      latest = &visit;
  }
  if (!latest) return Refusal(DropReason::EngagementWithoutVisit);
  report.visit = latest->id;
  report.hostname = latest->last_page.hostname;
  report.path = latest->last_page.path;
  report.attributes = *latest->attributes;
  return Refusal();
}

// A report that comes after midnight is dated at its pageview, so that a visit stays in its day.
void VisitTable::place(Event& report, PageLoad& page_load) {
  const PageLoad::Page page = *page_load.page_of(report);
  if (report.day != page_load.day) {
    report.day = page_load.day;
    report.time = page_load.last_pageview_time;
    report.utc_offset = page_load.utc_offset;
  }
  report.tier = page_load.tier;
  report.visitor = page_load.visitor;
  report.visit = page_load.visit;
  report.hostname = page.hostname;
  report.path = page.path;
  report.attributes = *page_load.attributes;
  if (page_load.seqs.size() < PageLoads::kRowsMax) page_load.seqs.push_back(report.seq);
}

Result<std::optional<storage::Rekey>> VisitTable::choose(const storage::ChoiceLogged& choice,
                                                         uint64_t seq) {
  if (!is_set(choice.page_load) || !is_set(choice.visitor)) return std::optional<storage::Rekey>();
  PageLoad* page_load = page_loads_.find(choice.site, choice.page_load);
  if (!page_load || page_load->seqs.empty() || page_load->visitor == choice.visitor) {
    page_loads_.expect(choice.site, choice.page_load, choice.visitor, clock_.monotonic());
    return std::optional<storage::Rekey>();
  }
  Day* day = TRY(day_for(choice.site, page_load->day, choice.visitor));
  Known moved{.id = VisitId{seq},
              .first = page_load->first,
              .last = page_load->last,
              .attributes = page_load->attributes};
  if (!page_load->pages.empty()) {
    const PageLoad::Page& page = page_load->pages[page_load->last_page];
    moved.last_page = LastPage{page_load->last_pageview_time, page_load->last_pageview_seq,
                               page.hostname, page.path};
  }
  day->visitors[choice.visitor].push_back(std::move(moved));
  ++day->visits;
  if (is_set(page_load->visitor)) {
    day->stale.insert(page_load->visitor);
    choice_not_applied_ = true;
  }
  page_load->tier = model::Tier::Remembered;
  page_load->visitor = page_load->chosen = choice.visitor;
  page_load->visit = VisitId{seq};
  return std::optional(storage::Rekey{.site = choice.site,
                                      .day = page_load->day,
                                      .seqs = page_load->seqs,
                                      .visitor = choice.visitor,
                                      .visit = VisitId{seq}});
}

void VisitTable::forget(model::SiteId site, model::VisitorId visitor) {
  for (auto& [key, day] : days_) {
    if (key.first != site) continue;
    const auto found = day.visitors.find(visitor);
    if (found == day.visitors.end()) continue;
    day.visits -= found->second.size();
    day.visitors.erase(found);
    day.stale.erase(visitor);
  }
  page_loads_.forget(site, visitor);
}

void VisitTable::applied() {
  choice_not_applied_ = false;
  page_loads_.expire(clock_.monotonic());
  evict_days();
}

void VisitTable::evict_days() {
  const PageLoads::Instant now = clock_.monotonic();
  std::erase_if(days_, [&](const auto& entry) { return now - entry.second.used > kDayIdleMax; });
  const auto unused_longer = [](const auto& a, const auto& b) {
    return a.second.used < b.second.used;
  };
  while (days_.size() > 1 && (days_.size() > limits_.days_max || visits() > limits_.visits_max))
    days_.erase(std::min_element(days_.begin(), days_.end(), unused_longer));
  if (visits() > limits_.visits_max) forget_idle_visits(days_.begin()->second);
}

// Keeps the later half, so that this is rare.
void VisitTable::forget_idle_visits(Day& day) {
  std::vector<TimePoint> lasts;
  for (const auto& [visitor, visits] : day.visitors)
    for (const Known& visit : visits) lasts.push_back(visit.last);
  const auto middle = lasts.begin() + static_cast<std::ptrdiff_t>(lasts.size() / 2);
  std::nth_element(lasts.begin(), middle, lasts.end());
  const TimePoint oldest_kept = *middle;
  day.visits = 0;
  for (auto entry = day.visitors.begin(); entry != day.visitors.end();) {
    std::erase_if(entry->second, [&](const Known& visit) { return visit.last < oldest_kept; });
    day.visits += entry->second.size();
    entry = entry->second.empty() ? day.visitors.erase(entry) : std::next(entry);
  }
}

size_t VisitTable::visits() const {
  size_t sum = 0;
  for (const auto& [key, day] : days_) sum += day.visits;
  return sum;
}

}  // namespace glassjar::ingest

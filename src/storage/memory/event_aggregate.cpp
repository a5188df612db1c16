// The rules of storage/aggregate.h one after the other, with a set for everything that is counted.
//
// This is what other engines are held against: being plainly right comes before being quick.
#include "storage/memory/event_aggregate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "model/visit.h"
#include "storage/memory/event_filter.h"

namespace glassjar::storage::memory {
namespace {

using model::Dimension;
using model::Event;
using model::EventKind;
using model::Metric;
using model::Visit;
using model::VisitId;

using Key = std::vector<std::string>;

// What falls into one row of the answer.
struct Group {
  // Event rows in the range.
  std::set<model::VisitorId> visitors;
  uint64_t pageviews = 0;
  uint64_t pageviews_with_id = 0;
  uint64_t events = 0;
  uint64_t events_without_id = 0;
  // Visits that began in the range.
  std::map<VisitId, const Visit*> visits;
  std::map<VisitId, const Visit*> bounce_base;
  std::map<VisitId, const Visit*> exits;
  // Reports in the range.
  std::set<VisitId> read_visits;
  uint64_t engagement_ms = 0;
  std::map<std::pair<VisitId, std::string>, uint8_t> deepest;
};

std::string time_text(const Aggregate& question, Dimension dimension, LocalTime time) {
  const LocalDay day = std::chrono::floor<days>(time);
  switch (dimension) {
    case Dimension::TimeHour:
      return fmt::format("{} {:02}:00:00", to_iso(day),
                         std::chrono::floor<hours>(time - LocalTime(day)).count());
    case Dimension::TimeDay:
      return to_iso(day);
    case Dimension::TimeWeek: {
      const std::chrono::weekday weekday(day);
      return to_iso(std::max(day - (weekday - std::chrono::Monday), question.first_day));
    }
    case Dimension::TimeMonth: {
      const std::chrono::year_month_day date(day);
      return to_iso(std::max(LocalDay(date.year() / date.month() / 1), question.first_day));
    }
    default:
      CHECK(false);
  }
}

bool wants_any(const Aggregate& question, std::initializer_list<Metric> metrics) {
  return std::any_of(metrics.begin(), metrics.end(), [&](Metric metric) {
    return std::count(question.metrics.begin(), question.metrics.end(), metric) > 0;
  });
}

class Aggregation {
 public:
  Aggregation(std::span<const Event> rows, const Aggregate& question, const EventFilter& filter)
      : question_(question), filter_(filter) {
    const std::set<model::VisitorId> excluded(question.excluded.begin(), question.excluded.end());
    for (const Event& row : rows)
      if (row.site == question.site && !(is_set(row.visitor) && excluded.contains(row.visitor)))
        rows_.push_back(row);
    visits_ = model::fold_visits(rows_);
    for (const Visit& visit : visits_) visit_by_id_.emplace(visit.id, &visit);
    for (const Event& row : rows_)
      if (row.kind == EventKind::Engagement && is_set(row.visit)) reported_.insert(row.visit);
    if (question.dimensions.empty()) groups_[{}];
  }

  // Groups point to visits of this object.
  const std::map<Key, Group>& run() {
    for (const Event& row : rows_) {
      const RowInVisit in_visit{&row, visit_of(row)};
      if (!filter_.passes(in_visit)) continue;
      if (row.kind != EventKind::Engagement) {
        count_event(in_visit);
        count_visit(in_visit);
      }
      count_report(in_visit);
    }
    return groups_;
  }

 private:
  const Visit* visit_of(const Event& row) const {
    const auto found = visit_by_id_.find(row.visit);
    return found == visit_by_id_.end() ? nullptr : found->second;
  }

  bool in_range(TimePoint time) const { return time >= question_.from && time < question_.to; }

  Key key_of(const RowInVisit& in_visit, LocalTime time) const {
    Key key;
    for (const Dimension d : question_.dimensions)
      key.push_back(is_time(d) ? time_text(question_, d, time) : text_of(d, in_visit));
    return key;
  }

  void count_event(const RowInVisit& in_visit);
  void count_visit(const RowInVisit& in_visit);
  void count_report(const RowInVisit& in_visit);

  const Aggregate& question_;
  const EventFilter& filter_;
  std::vector<Event> rows_;
  std::vector<Visit> visits_;
  std::map<VisitId, const Visit*> visit_by_id_;
  std::set<VisitId> reported_;  // with a report somewhere
  std::map<Key, Group> groups_;
};

void Aggregation::count_event(const RowInVisit& in_visit) {
  const Event& row = *in_visit.row;
  if (!in_range(row.time)) return;
  if (!wants_any(question_, {Metric::Visitors, Metric::Pageviews, Metric::Events,
                             Metric::EventsWithoutId, Metric::ExitRate}))
    return;
  Group& group = groups_[key_of(in_visit, local_time(row))];
  ++group.events;
  if (row.kind == EventKind::Pageview) ++group.pageviews;
  if (is_set(row.visitor)) {
    group.visitors.insert(row.visitor);
    if (row.kind == EventKind::Pageview) ++group.pageviews_with_id;
  } else {
    ++group.events_without_id;
  }
}

void Aggregation::count_visit(const RowInVisit& in_visit) {
  if (!in_visit.visit || !in_range(in_visit.visit->first)) return;
  if (!wants_any(question_, {Metric::Visits, Metric::ViewsPerVisit, Metric::BounceRate,
                             Metric::VisitDuration, Metric::ExitRate}))
    return;
  const Visit& visit = *in_visit.visit;
  const LocalTime began(visit.first.time_since_epoch() + visit.utc_offset);
  Group& group = groups_[key_of(in_visit, began)];
  group.visits.emplace(visit.id, &visit);
  if (visit.exit_page == in_visit.row->path) group.exits.emplace(visit.id, &visit);
  const bool by_page =
      std::count(question_.dimensions.begin(), question_.dimensions.end(), Dimension::Page) > 0;
  if (by_page && visit.entry_page != in_visit.row->path) return;
  if (filter_.passes_by_entry(in_visit)) group.bounce_base.emplace(visit.id, &visit);
}

void Aggregation::count_report(const RowInVisit& in_visit) {
  const Event& row = *in_visit.row;
  if (!in_range(row.time) || row.kind == EventKind::Custom || !is_set(row.visit)) return;
  if (wants_any(question_, {Metric::TimeOnPage}) && reported_.contains(row.visit)) {
    Group& group = groups_[key_of(in_visit, local_time(row))];
    group.read_visits.insert(row.visit);
    group.engagement_ms += row.engagement_ms;
  }
  if (row.kind != EventKind::Engagement || row.scroll_depth == model::kNoScrollDepth) return;
  if (wants_any(question_, {Metric::ScrollDepth})) {
    Group& group = groups_[key_of(in_visit, local_time(row))];
    uint8_t& deepest = group.deepest[{row.visit, row.path}];
    deepest = std::max(deepest, row.scroll_depth);
  }
}

std::optional<double> ratio(double part, size_t whole) {
  if (whole == 0) return std::nullopt;
  return part / static_cast<double>(whole);
}

double seconds_in(const std::map<VisitId, const Visit*>& visits) {
  microseconds sum(0);
  for (const auto& [id, visit] : visits) sum += visit->duration();
  return std::chrono::duration<double>(sum).count();
}

std::optional<double> bounce_rate(const Group& group) {
  size_t bounces = 0;
  for (const auto& [id, visit] : group.bounce_base) bounces += visit->is_bounce() ? 1 : 0;
  return ratio(100.0 * static_cast<double>(bounces), group.bounce_base.size());
}

std::optional<double> views_per_visit(const Group& group) {
  uint64_t views = 0;
  for (const auto& [id, visit] : group.visits) views += visit->pageviews;
  return ratio(static_cast<double>(views), group.visits.size());
}

std::optional<double> scroll_depth(const Group& group) {
  uint64_t sum = 0;
  for (const auto& [visit_and_page, depth] : group.deepest) sum += depth;
  return ratio(static_cast<double>(sum), group.deepest.size());
}

std::optional<double> value_of(Metric metric, const Group& group) {
  switch (metric) {
    case Metric::Visitors:
      return static_cast<double>(group.visitors.size());
    case Metric::Visits:
      return static_cast<double>(group.visits.size());
    case Metric::Pageviews:
      return static_cast<double>(group.pageviews);
    case Metric::Events:
      return static_cast<double>(group.events);
    case Metric::ViewsPerVisit:
      return views_per_visit(group);
    case Metric::BounceRate:
      return bounce_rate(group);
    case Metric::VisitDuration:
      return ratio(seconds_in(group.visits), group.visits.size());
    case Metric::TimeOnPage:
      return ratio(static_cast<double>(group.engagement_ms) / 1000.0, group.read_visits.size());
    case Metric::ScrollDepth:
      return scroll_depth(group);
    case Metric::ExitRate:
      return ratio(100.0 * static_cast<double>(group.exits.size()), group.pageviews_with_id);
    case Metric::EventsWithoutId:
      return static_cast<double>(group.events_without_id);
  }
  CHECK(false);
}

}  // namespace

Result<Table> aggregate(std::span<const Event> rows, const Aggregate& question) {
  const EventFilter filter = TRY(EventFilter::compile(question.filter));
  Aggregation aggregation(rows, question, filter);
  Table table;
  for (const auto& [key, group] : aggregation.run()) {
    TableRow row{.dimensions = key};
    for (const Metric metric : question.metrics) row.metrics.push_back(value_of(metric, group));
    table.rows.push_back(std::move(row));
  }
  table.total_rows = table.rows.size();
  std::sort(table.rows.begin(), table.rows.end(),
            [&](const TableRow& a, const TableRow& b) { return comes_before(question, a, b); });
  const size_t begin = std::min(question.offset, table.rows.size());
  const size_t end = begin + std::min(question.limit, table.rows.size() - begin);
  table.rows = {table.rows.begin() + static_cast<ptrdiff_t>(begin),
                table.rows.begin() + static_cast<ptrdiff_t>(end)};
  return table;
}

}  // namespace glassjar::storage::memory

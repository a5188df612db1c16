// Aggregate: a question as every engine takes it. `query` builds it from what a person asked;
// an engine turns it into its own SQL. Meaning: design, section 6.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/ids.h"
#include "model/measure.h"

namespace glassjar::storage {

// A condition on a dimension; several values mean "any of them", after `negated` "none of them".
struct Condition {
  enum class Operator : uint8_t { Is, Contains, Matches };  // Matches: RE2 syntax, unanchored
  model::Dimension dimension{};
  Operator op = Operator::Is;
  bool negated = false;
  bool case_sensitive = true;
  std::vector<std::string> values;
};

// A tree of conditions. `All` of nothing is true.
struct Filter {
  enum class Kind : uint8_t { All, Any, Not, Leaf };
  Kind kind = Kind::All;
  std::vector<Filter> children;  // of All, Any; exactly one of Not
  Condition condition;           // of Leaf
};

// An answer's rows are sorted by these, then by all dimensions ascending, so that pages are stable.
struct Order {
  enum class By : uint8_t { Metric, Dimension } by = By::Metric;
  size_t index = 0;  // into `metrics` or `dimensions`
  bool descending = true;
};

// What counts where:
// * A row is in the range when its `time` is (from <= time < to). A visit when its first event is.
// * visitors, pageviews, events, events_without_id: over event rows in the range that pass the
//   filter. A condition on a visit's entry or exit page holds for all rows of that visit; a row
//   without a visit has neither (both are empty). Rows of Kind Engagement are no event rows: they
//   count in time_on_page and scroll_depth only.
// * visits, views_per_visit, bounce_rate, visit_duration: over visits that began in the range and
//   have at least one event row, in the range or after it, that passes the filter; the visit's own
//   numbers are always of the whole visit. Named exception: where the filter has a leaf on
//   event:page, bounce_rate is taken over those of the visits whose entry page passes that leaf
//   (a row that passes the filter must pass it with the entry page in place of its own, too).
// * With an event dimension (page, name, hostname) a visit counts in each group in which it has a
//   row that passes; bounce_rate by event:page is taken over the visits that entered on that page.
// * By time: visits and their metrics at the visit's first event, all others at their own time.
// * time_on_page: sum of engagement_ms / visits that saw the page, over (visit, page) pairs in
//   scope, in seconds. Without a page dimension: per visit. Visits without a report count as 0
//   only if they have a row of Kind Engagement somewhere in the visit; others are left out.
//   In scope are the rows of Kind Pageview and Engagement in the range that pass the filter, of
//   visits with a row of Kind Engagement anywhere; divided by their distinct visits in the group.
// * scroll_depth: for each (visit, page) with a report the largest; the mean of those. Reports in
//   the range that pass the filter; largest within each group.
// * exit_rate needs the dimension event:page: visits that exited on it / its pageviews with an id,
//   percent.
// * Ratios over nothing are absent (nullopt), counts over nothing are 0.
// * Without dimensions there is exactly one row. With them a group is listed when a row or a visit
//   that one of the wanted metrics is taken over falls into it, even where its number is 0.
// Dimension values are text: time:hour "2026-11-21 20:00:00", time:day "2026-11-21", time:week
// the day its week begins (Monday; the range's first day where the range begins inside it),
// time:month the month's first day (or the range's first day); all by the row's own offset.
// Text compares by its UTF-8 bytes. Absent metrics sort last, up and down.
struct Aggregate {
  model::SiteId site{};
  TimePoint from;  // inclusive
  TimePoint to;    // exclusive
  // The local days the range touches; whole_days when it is exactly these days.
  LocalDay first_day;
  LocalDay last_day;  // inclusive
  bool whole_days = false;
  std::vector<model::Dimension> dimensions;
  std::vector<model::Metric> metrics;
  Filter filter;
  std::vector<Order> order;
  size_t limit = 10'000;
  size_t offset = 0;
  // Of these nothing is counted: an erasure of theirs is under way.
  std::vector<model::VisitorId> excluded;
};

struct TableRow {
  std::vector<std::string> dimensions;
  std::vector<std::optional<double>> metrics;
  bool operator==(const TableRow&) const = default;
};

// Whether `a` comes before `b` in an answer to the question.
bool comes_before(const Aggregate& question, const TableRow& a, const TableRow& b);

struct Table {
  std::vector<TableRow> rows;  // of the wanted page
  size_t total_rows = 0;       // of all pages
};

}  // namespace glassjar::storage

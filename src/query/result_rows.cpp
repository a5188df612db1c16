// Running of plans: main rows, shares of the whole, and the comparison joined to the rows.
#include "query/result_rows.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "query/floor.h"
#include "query/time_labels.h"

namespace glassjar::query {
namespace {

using model::Metric;
using storage::Aggregate;
using storage::EventStore;
using storage::TableRow;
using Key = std::vector<std::string>;

struct Shown {
  Floored floored;
  double whole_visitors = 0;  // what shares are taken of
};

// Rounds to 1 / parts. The sum turns the negative zero into the other one.
double round_to(double value, double parts) { return std::round(value * parts) / parts + 0.0; }

Result<Shown> fetch(EventStore& store, const Aggregate& main, const std::optional<Aggregate>& whole,
                    uint32_t floor) {
  Shown shown{.floored = TRY(aggregate_above_floor(store, main, floor))};
  if (!whole || shown.floored.suppressed) return shown;
  const storage::Table table = TRY(store.aggregate(*whole));
  shown.whole_visitors = table.rows.front().metrics.front().value_or(0);
  return shown;
}

Values values_of(const Plan& plan, const TableRow& row, double whole_visitors) {
  Values values;
  for (size_t i = 0; i < plan.question.columns.size(); ++i) {
    const Column& column = plan.question.columns[i];
    std::optional<double> value = row.metrics[plan.metric_of_column[i]];
    if (column.share && value)
      value = whole_visitors > 0 ? std::optional(100 * *value / whole_visitors) : std::nullopt;
    values.push_back(rounded(column, value));
  }
  return values;
}

// What a row that is not there would say.
Values values_of_nothing(const Plan& plan) {
  Values values;
  for (const Column& column : plan.question.columns) {
    const bool is_count = column.metric == Metric::Visitors || column.metric == Metric::Visits ||
                          column.metric == Metric::Pageviews || column.metric == Metric::Events ||
                          column.metric == Metric::EventsWithoutId;
    values.push_back(is_count ? std::optional(0.0) : std::nullopt);
  }
  return values;
}

// Finds for a row the one it is compared with: same values, and the step of time at the same place
// in the other range.
class Counterparts {
 public:
  static Result<Counterparts> make(const Plan& plan, const model::Zone& zone, const Shown& other) {
    Counterparts counterparts;
    for (const TableRow& row : other.floored.table.rows)
      counterparts.rows_.emplace(row.dimensions, values_of(plan, row, other.whole_visitors));
    const auto& dimensions = plan.question.dimensions;
    const auto time = std::find_if(dimensions.begin(), dimensions.end(), model::is_time);
    if (time == dimensions.end()) return counterparts;
    counterparts.time_index_ = static_cast<size_t>(time - dimensions.begin());
    const auto labels = TRY(time_labels(plan.span, *time, zone));
    const auto others = TRY(time_labels(*plan.comparison_span, *time, zone));
    for (size_t i = 0; i < std::min(labels.size(), others.size()); ++i)
      counterparts.label_.emplace(labels[i], others[i]);
    return counterparts;
  }

  // Nothing where the other range has no such step of time.
  std::optional<Key> key_for(Key key) const {
    if (!time_index_) return key;
    const auto label = label_.find(key[*time_index_]);
    if (label == label_.end()) return std::nullopt;
    key[*time_index_] = label->second;
    return key;
  }

  const Values* find(const Key& key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : &found->second;
  }

 private:
  std::map<Key, Values> rows_;
  std::optional<size_t> time_index_;
  std::map<std::string, std::string> label_;
};

void compare(ResultRow& row, const Plan& plan, const Counterparts& counterparts) {
  const std::optional<Key> key = counterparts.key_for(row.dimensions);
  if (!key) return;
  const Values* found = counterparts.find(*key);
  ResultRow::Compared compared{.dimensions = *key,
                               .values = found ? *found : values_of_nothing(plan)};
  for (size_t i = 0; i < row.values.size(); ++i)
    compared.changes.push_back(change(plan.question.columns[i], compared.values[i], row.values[i]));
  row.compared = std::move(compared);
}

// A merged row holds other values in each range, and a value that is shown in one range may be
// merged in the other: neither can be compared.
bool is_comparable(const ResultRow& row, const Counterparts& counterparts, uint32_t floor,
                   bool other_is_merged) {
  const auto& d = row.dimensions;
  if (floor <= 1) return true;
  if (std::count(d.begin(), d.end(), merged_label(floor)) > 0) return false;
  if (!other_is_merged) return true;
  const std::optional<Key> key = counterparts.key_for(d);
  return key && counterparts.find(*key) != nullptr;
}

bool has_merged_row(const storage::Table& table, uint32_t floor) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const TableRow& row) {
    const auto& d = row.dimensions;
    return std::count(d.begin(), d.end(), merged_label(floor)) > 0;
  });
}

Result<void> compare_all(ResultRows& result, EventStore& store, const Plan& plan,
                         const model::Zone& zone, uint32_t floor) {
  const Shown other = TRY(fetch(store, *plan.comparison, plan.comparison_whole, floor));
  result.comparison_suppressed = other.floored.suppressed;
  if (other.floored.suppressed) return {};
  const Counterparts counterparts = TRY(Counterparts::make(plan, zone, other));
  const bool merged = has_merged_row(other.floored.table, floor);
  for (ResultRow& row : result.rows)
    if (is_comparable(row, counterparts, floor, merged)) compare(row, plan, counterparts);
  return {};
}

bool is_rate(const Column& column) {
  return column.share || column.metric == Metric::BounceRate || column.metric == Metric::ExitRate ||
         column.metric == Metric::ScrollDepth;
}

}  // namespace

std::optional<double> rounded(const Column& column, std::optional<double> value) {
  if (!value) return value;
  if (column.share || column.metric == Metric::ExitRate) return round_to(*value, 10);
  if (column.metric == Metric::ViewsPerVisit) return round_to(*value, 100);
  return round_to(*value, 1);
}

std::optional<double> change(const Column& column, std::optional<double> before,
                             std::optional<double> now) {
  if (!before || !now) return std::nullopt;
  if (is_rate(column)) return round_to(*now - *before, 10);
  if (*before == 0) return *now > 0 ? 100 : 0;
  return round_to((*now - *before) / *before * 100, 1);
}

Result<ResultRows> fetch_rows(EventStore& store, const Plan& plan, const model::Zone& zone,
                              uint32_t floor) {
  const Shown main = TRY(fetch(store, plan.main, plan.whole, floor));
  ResultRows result{.suppressed = main.floored.suppressed,
                    .total_rows = main.floored.table.total_rows};
  for (const TableRow& row : main.floored.table.rows)
    result.rows.push_back(
        {.dimensions = row.dimensions, .values = values_of(plan, row, main.whole_visitors)});
  if (plan.comparison && !result.suppressed) TRY(compare_all(result, store, plan, zone, floor));
  return result;
}

}  // namespace glassjar::query

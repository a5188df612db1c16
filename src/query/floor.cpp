// Suppression, and merging of small rows.
#include "query/floor.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "query/plan.h"

namespace glassjar::query {
namespace {

using model::Dimension;
using model::Metric;
using storage::Aggregate;
using storage::Condition;
using storage::EventStore;
using storage::Filter;
using storage::Table;
using storage::TableRow;
using Values = std::vector<std::string>;

struct Selected {
  uint64_t visitors = 0;
  // Without a visitor in the range, yet with numbers of someone: a visit that began in it and
  // passes the filter later only, or a report on a page seen before it.
  bool traces_only = false;
};

Result<Selected> selected_by(EventStore& store, Aggregate question) {
  question.dimensions.clear();
  question.metrics = {Metric::Visitors, Metric::Visits, Metric::TimeOnPage, Metric::ScrollDepth};
  question.order.clear();
  question.offset = 0;
  question.limit = 1;
  const Table table = TRY(store.aggregate(question));
  const auto& metrics = table.rows.front().metrics;
  Selected selected{.visitors = static_cast<uint64_t>(metrics[0].value_or(0))};
  selected.traces_only =
      selected.visitors == 0 && (metrics[1].value_or(0) > 0 || metrics[2] || metrics[3]);
  return selected;
}

// The filter with one condition or one value removed, in every way; nothing where nothing is left.
std::vector<std::optional<Filter>> all_removals(const Filter& filter) {
  std::vector<std::optional<Filter>> removals;
  if (filter.kind == Filter::Kind::Leaf) {
    removals.push_back(std::nullopt);
    const size_t values = filter.condition.values.size();
    for (size_t i = 0; values > 1 && i < values; ++i) {
      Filter fewer = filter;
      fewer.condition.values.erase(fewer.condition.values.begin() + static_cast<ptrdiff_t>(i));
      removals.push_back(std::move(fewer));
    }
    return removals;
  }
  for (size_t i = 0; i < filter.children.size(); ++i) {
    for (std::optional<Filter>& child : all_removals(filter.children[i])) {
      Filter fewer = filter;
      if (child) {
        fewer.children[i] = std::move(*child);
      } else {
        fewer.children.erase(fewer.children.begin() + static_cast<ptrdiff_t>(i));
      }
      const bool nothing_left = fewer.children.empty();
      removals.push_back(nothing_left ? std::nullopt : std::optional(std::move(fewer)));
    }
  }
  return removals;
}

Result<bool> is_suppressed(EventStore& store, const Aggregate& question, uint64_t k) {
  const auto under_floor = [k](uint64_t visitors) { return visitors >= 1 && visitors < k; };
  const Selected selected = TRY(selected_by(store, question));
  if (under_floor(selected.visitors) || selected.traces_only) return true;
  const std::vector<std::optional<Filter>> removals = all_removals(question.filter);
  if (removals.size() > kRemovalsMax)
    return fail(ErrorCode::InvalidArgument,
                "filters: want at most {} conditions and values on a site with a floor",
                kRemovalsMax);
  for (const std::optional<Filter>& fewer : removals) {
    Aggregate other = question;
    other.filter = fewer.value_or(Filter{});
    const uint64_t visitors = TRY(selected_by(store, other)).visitors;
    const auto [less, more] = std::minmax(visitors, selected.visitors);
    if (under_floor(more - less)) return true;
  }
  return false;
}

// The values of a row without its times.
Values values_of(const Aggregate& question, const TableRow& row) {
  Values values;
  for (size_t i = 0; i < question.dimensions.size(); ++i)
    if (!is_time(question.dimensions[i])) values.push_back(row.dimensions[i]);
  return values;
}

// For each row of the answer the visitors on its busiest day.
Result<std::map<Values, double>> busiest_days(EventStore& store, const Aggregate& question) {
  Aggregate by_day = question;
  by_day.metrics = {Metric::Visitors};
  if (std::count(by_day.dimensions.begin(), by_day.dimensions.end(), Dimension::TimeDay) == 0)
    by_day.dimensions.push_back(Dimension::TimeDay);
  by_day.order.clear();
  by_day.offset = 0;
  by_day.limit = kTableRowsMax;
  const Table table = TRY(store.aggregate(by_day));
  if (table.total_rows > table.rows.size())
    return fail(ErrorCode::InvalidArgument,
                "dimensions: over {} rows by day; ask for fewer or for a shorter date_range",
                kTableRowsMax);
  std::map<Values, double> busiest;
  for (const TableRow& row : table.rows) {
    const auto end = row.dimensions.begin() + static_cast<ptrdiff_t>(question.dimensions.size());
    double& most = busiest[Values(row.dimensions.begin(), end)];
    most = std::max(most, row.metrics.front().value_or(0));
  }
  return busiest;
}

// The values, times left out, whose rows all reach the floor.
Result<std::vector<Values>> values_above_floor(EventStore& store, const Aggregate& question,
                                               uint32_t k) {
  const std::map<Values, double> busiest = TRY(busiest_days(store, question));
  std::map<Values, double> least;  // over the steps of time
  for (const auto& [dimensions, most] : busiest) {
    const auto [entry, is_new] =
        least.emplace(values_of(question, TableRow{.dimensions = dimensions}), most);
    if (!is_new) entry->second = std::min(entry->second, most);
  }
  std::vector<Values> kept;
  for (const auto& [values, visitors] : least)
    if (visitors >= static_cast<double>(k)) kept.push_back(values);
  return kept;
}

Filter is_any_of(Dimension dimension, Values values) {
  return Filter{.kind = Filter::Kind::Leaf,
                .condition = Condition{.dimension = dimension, .values = std::move(values)}};
}

// True for the rows whose values are among those.
//
// A page in it does not narrow the bounce rate further: with the dimension event:page that is taken
// over the visits which entered on the row's page anyway.
Filter among(const std::vector<Dimension>& dimensions, const std::vector<Values>& kept) {
  if (dimensions.size() == 1) {
    Values all;
    for (const Values& values : kept) all.push_back(values.front());
    return is_any_of(dimensions.front(), std::move(all));
  }
  Filter any{.kind = Filter::Kind::Any};
  for (const Values& values : kept) {
    Filter each{.kind = Filter::Kind::All};
    for (size_t i = 0; i < dimensions.size(); ++i)
      each.children.push_back(is_any_of(dimensions[i], {values[i]}));
    any.children.push_back(std::move(each));
  }
  return any;
}

// All rows of the question that pass the condition, too.
Aggregate narrowed(const Aggregate& question, Filter condition) {
  Aggregate narrow = question;
  narrow.filter = Filter{.children = {question.filter, std::move(condition)}};
  return narrow;
}

// The rows of `rest`, which has no visitor attributes, in the shape of the question's.
Result<std::vector<TableRow>> merged_rows(EventStore& store, const Aggregate& question,
                                          Aggregate rest, uint32_t k) {
  rest.order.clear();
  std::erase_if(rest.dimensions, model::is_visitor_attribute);
  Table table = TRY(store.aggregate(rest));
  for (TableRow& row : table.rows) {
    Values dimensions;
    auto next = row.dimensions.begin();
    for (const Dimension dimension : question.dimensions)
      dimensions.push_back(is_visitor_attribute(dimension) ? merged_label(k) : *next++);
    row.dimensions = std::move(dimensions);
  }
  return std::move(table.rows);
}

// Without dimensions there is always a row, also of nobody.
bool is_of_nobody(const TableRow& row) {
  return std::all_of(row.metrics.begin(), row.metrics.end(),
                     [](const std::optional<double>& value) { return value.value_or(0) == 0; });
}

void sort_and_cut(Table& table, const Aggregate& question) {
  std::sort(table.rows.begin(), table.rows.end(),
            [&](const TableRow& a, const TableRow& b) { return comes_before(question, a, b); });
  table.total_rows = table.rows.size();
  const size_t begin = std::min(question.offset, table.rows.size());
  const size_t end = begin + std::min(question.limit, table.rows.size() - begin);
  table.rows = {table.rows.begin() + static_cast<ptrdiff_t>(begin),
                table.rows.begin() + static_cast<ptrdiff_t>(end)};
}

Result<Table> merge_small_rows(EventStore& store, const Aggregate& question, uint32_t k) {
  Aggregate all = question;
  all.offset = 0;
  all.limit = kTableRowsMax;
  std::vector<Dimension> dimensions = question.dimensions;
  std::erase_if(dimensions, model::is_time);
  const std::vector<Values> kept = TRY(values_above_floor(store, all, k));
  Table table;
  Aggregate rest = all;
  if (!kept.empty()) {
    const Filter among_kept = among(dimensions, kept);
    table = TRY(store.aggregate(narrowed(all, among_kept)));
    rest = narrowed(all, Filter{.kind = Filter::Kind::Not, .children = {among_kept}});
  }
  for (TableRow& row : TRY(merged_rows(store, question, std::move(rest), k)))
    if (!is_of_nobody(row)) table.rows.push_back(std::move(row));
  sort_and_cut(table, question);
  return table;
}

}  // namespace

std::string merged_label(uint32_t k) { return fmt::format("(fewer than {})", k); }

Result<Floored> aggregate_above_floor(EventStore& store, const Aggregate& question, uint32_t k) {
  if (k <= 1) return Floored{.table = TRY(store.aggregate(question))};
  if (TRY(is_suppressed(store, question, k))) return Floored{.suppressed = true};
  const bool by_attribute = std::any_of(question.dimensions.begin(), question.dimensions.end(),
                                        model::is_visitor_attribute);
  if (!by_attribute) return Floored{.table = TRY(store.aggregate(question))};
  return Floored{.table = TRY(merge_small_rows(store, question, k))};
}

}  // namespace glassjar::query

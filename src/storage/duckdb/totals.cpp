// Which totals each metric needs, and the one division that makes it.
#include "storage/duckdb/totals.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace glassjar::storage::duckdb {
namespace {

using model::Metric;

// A count is `factor * part`; a ratio is that over `whole`.
struct Recipe {
  std::string_view part;
  std::string_view whole;  // empty: a count
  double factor = 1;
};

Recipe recipe_of(Metric metric) {
  switch (metric) {
    case Metric::Visitors:
      return {"visitors", ""};
    case Metric::Visits:
      return {"visits", ""};
    case Metric::Pageviews:
      return {"pageviews", ""};
    case Metric::Events:
      return {"events", ""};
    case Metric::ViewsPerVisit:
      return {"visit_pageviews", "visits"};
    case Metric::BounceRate:
      return {"bounces", "bounce_base", 100};
    case Metric::VisitDuration:
      return {"duration_us", "visits", 1e-6};
    case Metric::TimeOnPage:
      return {"read_ms", "readers", 1e-3};
    case Metric::ScrollDepth:
      return {"scrolled", "scrollers"};
    case Metric::ExitRate:
      return {"exits", "pageviews_with_id", 100};
    case Metric::EventsWithoutId:
      return {"events_without_id", ""};
  }
  CHECK(false);
}

}  // namespace

WantedTotals::WantedTotals(const std::vector<Metric>& metrics) {
  for (const Metric metric : metrics) {
    const Recipe recipe = recipe_of(metric);
    names_.insert(recipe.part);
    if (!recipe.whole.empty()) names_.insert(recipe.whole);
  }
}

bool WantedTotals::any_of(std::span<const Total> totals) const {
  return std::any_of(totals.begin(), totals.end(),
                     [&](const Total& total) { return names_.contains(total.name); });
}

std::string WantedTotals::columns(std::span<const Total> totals) const {
  std::string sql;
  for (const Total& total : totals)
    if (names_.contains(total.name)) sql += fmt::format(", {} AS {}", total.sql, total.name);
  return sql;
}

std::string WantedTotals::sums() const {
  std::string sql;
  for (const std::string_view name : names_) sql += fmt::format(", sum({0}) AS {0}", name);
  return sql;
}

bool is_count(Metric metric) { return recipe_of(metric).whole.empty(); }

std::string metric_sql(Metric metric) {
  const Recipe recipe = recipe_of(metric);
  const std::string part = fmt::format("coalesce({}, 0)::DOUBLE", recipe.part);
  if (recipe.whole.empty()) return part;
  const std::string ratio = fmt::format("/nullif({}, 0)::DOUBLE", recipe.whole);
  // Dividing by a power of ten is exact where multiplying by its inverse is not.
  if (recipe.factor < 1) return fmt::format("{}/{}::DOUBLE{}", part, 1 / recipe.factor, ratio);
  return fmt::format("{}::DOUBLE*{}{}", recipe.factor, part, ratio);
}

}  // namespace glassjar::storage::duckdb

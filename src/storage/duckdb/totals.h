// Totals: the additive numbers that metrics are made from, by name.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/measure.h"
#include "storage/aggregate.h"

namespace glassjar::storage::duckdb {

// A total and the aggregate expression that computes it in one part of the statement.
struct Total {
  std::string_view name;
  std::string sql;
};

// The metrics of a question and the totals that they need.
class WantedTotals {
 public:
  explicit WantedTotals(const std::vector<model::Metric>& metrics);

  bool any_of(std::span<const Total> totals) const;
  // ", sql AS name" for those wanted.
  std::string columns(std::span<const Total> totals) const;
  // ", sum(name) AS name" for all wanted.
  std::string sums() const;

 private:
  std::set<std::string_view> names_;
};

// A count is 0 over nothing, any other metric absent.
bool is_count(model::Metric metric);
// The metric from summed totals, as an expression of DOUBLE; NULL for a ratio over nothing.
std::string metric_sql(model::Metric metric);

}  // namespace glassjar::storage::duckdb

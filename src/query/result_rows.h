// ResultRows: the rows of an answer as they are shown, with shares, roundings and comparison.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/plan.h"
#include "storage/event_store.h"

namespace glassjar::query {

using Values = std::vector<std::optional<double>>;

// The value as it is shown: counts and times whole, views_per_visit with two decimals, exit_rate
// and percentage with one, other rates whole.
std::optional<double> rounded(const Column& column, std::optional<double> value);

// The change from `before` to `now`, both as shown: for rates the difference in points, else in
// percent; 100 from nothing to something.
std::optional<double> change(const Column& column, std::optional<double> before,
                             std::optional<double> now);

struct ResultRow {
  struct Compared {
    std::vector<std::string> dimensions;
    Values values;
    Values changes;
  };
  std::vector<std::string> dimensions;
  Values values;
  std::optional<Compared> compared;  // none for a row that the floor merged
};

struct ResultRows {
  bool suppressed = false;
  bool comparison_suppressed = false;
  std::vector<ResultRow> rows;
  size_t total_rows = 0;
};

// `floor` is the site's k.
Result<ResultRows> fetch_rows(storage::EventStore& store, const Plan& plan, const model::Zone& zone,
                              uint32_t floor);

}  // namespace glassjar::query

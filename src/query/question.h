// Question: a parsed analytics query in Plausible's Stats API v2 language, before it is applied to
// a site. What a client may write: docs/api.md and https://plausible.io/docs/stats-api.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/measure.h"
#include "query/date_range.h"
#include "storage/aggregate.h"

namespace glassjar::query {

// One number of each row. "percentage" is `Visitors` as a share of the whole.
struct Column {
  model::Metric metric{};
  bool share = false;
  bool operator==(const Column&) const = default;
};
std::string_view name(const Column& column);

struct Comparison {
  enum class Mode { PreviousPeriod, YearOverYear, Custom };
  Mode mode = Mode::PreviousPeriod;
  DateRange custom;  // of Custom
};

constexpr size_t kRowsMax = 10'000;

struct Question {
  std::string site;  // "site_id": a host
  std::vector<Column> columns;
  DateRange range;
  std::vector<model::Dimension> dimensions;
  // Where "time" was asked for: its index, for the plan to choose hour, day, week or month.
  std::optional<size_t> chosen_time;
  storage::Filter filter;             // Kind::All of what was listed
  std::vector<storage::Order> order;  // indices into `columns` and `dimensions`
  bool time_labels = false;
  bool total_rows = false;
  std::optional<Comparison> comparison;
  size_t limit = kRowsMax;
  size_t offset = 0;
};

constexpr size_t kQuestionBytesMax = 64 << 10;
constexpr size_t kConditionsMax = 32;

// InvalidArgument names the JSON path of the field at fault and the allowed values.
Result<Question> parse_question(std::string_view json);

}  // namespace glassjar::query

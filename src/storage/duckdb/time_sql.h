// Time dimensions in SQL: rows are grouped by numbers, and only the groups become text.
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "model/measure.h"

namespace glassjar::storage::duckdb {

// The names of the columns with an instant, its offset from UTC and its local day.
struct TimeColumns {
  std::string_view instant;
  std::string_view utc_offset;
  std::string_view day;
};

// The number of the hour (since 1970) or of the day on which the day, week or month begins; weeks
// and months begin no earlier than `first_day`.
std::string bucket_sql(model::Dimension dimension, const TimeColumns& columns, LocalDay first_day);
// A bucket's number as the text of storage/aggregate.h.
std::string bucket_text_sql(model::Dimension dimension, std::string_view number);

}  // namespace glassjar::storage::duckdb

// Arithmetic on hours and days since 1970-01-01, which was a Thursday.
#include "storage/duckdb/time_sql.h"

#include <fmt/format.h>

#include "base/check.h"
#include "storage/duckdb/schema.h"

namespace glassjar::storage::duckdb {

using model::Dimension;

std::string bucket_sql(Dimension dimension, const TimeColumns& columns, LocalDay first_day) {
  const int first = day_number(first_day);
  switch (dimension) {
    case Dimension::TimeHour:
      return fmt::format("(({}+{}::BIGINT*60000000)//3600000000)", columns.instant,
                         columns.utc_offset);
    case Dimension::TimeDay:
      return std::string(columns.day);
    case Dimension::TimeWeek:
      return fmt::format("greatest({0}-((({0}+3)%7)+7)%7, {1})", columns.day, first);
    case Dimension::TimeMonth:
      return fmt::format(
          "greatest(date_trunc('month', DATE '1970-01-01'+{})-DATE '1970-01-01', {})", columns.day,
          first);
    default:
      CHECK(false);
  }
}

std::string bucket_text_sql(Dimension dimension, std::string_view number) {
  if (dimension == Dimension::TimeHour)
    return fmt::format("strftime(make_timestamp({}*3600000000), '%Y-%m-%d %H:00:00')", number);
  return fmt::format("strftime(DATE '1970-01-01'+{}::INTEGER, '%Y-%m-%d')", number);
}

}  // namespace glassjar::storage::duckdb

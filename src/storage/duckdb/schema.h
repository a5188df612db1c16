// The tables of a month file, their columns, and how a file of an older version is brought up.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/event.h"

namespace glassjar::storage::duckdb {

class Connection;

// The attribute columns of `events` and `visits`, in order.
struct AttributeColumn {
  std::string_view name;
  std::string model::Attributes::* member;
};
constexpr std::array<AttributeColumn, 14> kAttributeColumns = {{
    {"referrer", &model::Attributes::referrer},
    {"source", &model::Attributes::source},
    {"channel", &model::Attributes::channel},
    {"utm_source", &model::Attributes::utm_source},
    {"utm_medium", &model::Attributes::utm_medium},
    {"utm_campaign", &model::Attributes::utm_campaign},
    {"utm_content", &model::Attributes::utm_content},
    {"utm_term", &model::Attributes::utm_term},
    {"country", &model::Attributes::country},
    {"device", &model::Attributes::device},
    {"browser", &model::Attributes::browser},
    {"browser_version", &model::Attributes::browser_version},
    {"os", &model::Attributes::os},
    {"os_version", &model::Attributes::os_version},
}};

// "site, day, seq, ..." in the order of the table.
std::string event_columns();
std::string visit_columns();

// Days are stored as days, times as microseconds, since 1970-01-01 (UTC for times).
inline int day_number(LocalDay day) { return static_cast<int>(day.time_since_epoch().count()); }
inline LocalDay day_numbered(int number) { return LocalDay(days(number)); }

// Creates or migrates the tables of the attached file `alias`. Unavailable for a file written by
// a newer Glassjar.
Result<void> migrate(Connection& connection, std::string_view alias);

}  // namespace glassjar::storage::duckdb

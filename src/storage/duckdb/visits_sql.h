// The SQL that folds rows into visits exactly as model::fold_visits does.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/ids.h"
#include "storage/duckdb/schema.h"

namespace glassjar::storage::duckdb {

// Days as an SQL condition that zone maps can prune by: "day>=5 AND day<=7 AND day IN (5,7)".
// `numbers` is ascending and not empty.
std::string day_condition(std::span<const int> numbers);

// SELECT visit_columns(): one row for each visit of those days, from the file's events.
std::string folded_visits(std::string_view alias, model::SiteId site, std::span<const int> days);

// SELECT visit_columns(): the pageviews and custom events that belong to no visit, added up by
// their attributes, with visit 0. Together with the visits they are all of a day.
std::string rows_without_visit(std::string_view alias, model::SiteId site,
                               std::span<const int> days);

}  // namespace glassjar::storage::duckdb

// The derived tables `visits` and `pages`: building a day of them; and a day's open visits.
#pragma once

#include <vector>

#include "base/result.h"
#include "storage/duckdb/month_files.h"
#include "storage/event_store.h"

namespace glassjar::storage::duckdb {

// Folds the day's rows into both tables and marks the day built, in one transaction. Nothing where
// it is built already.
Result<void> build_day(MonthFiles& files, const MonthFile& file, model::SiteId site, LocalDay day);

// The day's visits that have a visitor, by visit id, from rows.
Result<std::vector<OpenVisit>> read_open_visits(Snapshot& snapshot, model::SiteId site,
                                                LocalDay day);

}  // namespace glassjar::storage::duckdb

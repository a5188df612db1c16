// Removal of visitors from one month file, by writing what stays into the next generation.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "storage/duckdb/month_files.h"
#include "storage/log_entry.h"

namespace glassjar::storage::duckdb {

// Returns how many rows were changed; nothing is written where the file holds none of them.
// On return the old file is gone. Internal if bytes of what was removed are in the new one,
// which is then given up.
Result<uint64_t> remove_from(MonthFiles& files, const std::shared_ptr<MonthFile>& file,
                             const std::vector<RemovalLogged>& removals, Random& random);

}  // namespace glassjar::storage::duckdb

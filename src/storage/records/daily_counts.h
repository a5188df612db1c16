// Daily counts: numbers that never had a person in them, as drops and refusals.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace glassjar::storage {

struct DailyCount {
  model::SiteId site{};
  LocalDay day;
  // "dropped" with a drop reason, "no" with "" (choices of no), "undeclared_prop" with its name,
  // "import_skipped" with a reason.
  std::string kind;
  std::string label;
  uint64_t count = 0;
};

class DailyCounts {
 public:
  virtual ~DailyCounts() = default;
  // Adds to what is there.
  virtual Result<void> add(const std::vector<DailyCount>& counts) = 0;
  // Sums over first..last, by kind and label; `day` of the answer is `first`.
  virtual Result<std::vector<DailyCount>> sum(model::SiteId site, LocalDay first,
                                              LocalDay last) = 0;
};

}  // namespace glassjar::storage

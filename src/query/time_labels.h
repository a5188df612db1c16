// The labels of all hours, days, weeks or months of a range, with data or without.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/measure.h"
#include "model/zone.h"
#include "query/date_range.h"

namespace glassjar::query {

constexpr size_t kTimeLabelsMax = 10'000;

// In order, as rows are labelled (storage/aggregate.h). InvalidArgument for more than
// kTimeLabelsMax. Where a zone skips an hour its label is left out; a repeated hour has one.
Result<std::vector<std::string>> time_labels(const Span& span, model::Dimension dimension,
                                             const model::Zone& zone);

}  // namespace glassjar::query

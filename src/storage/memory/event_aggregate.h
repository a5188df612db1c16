// The answer to an aggregate from all rows of a store, computed in the plainest way.
#pragma once

#include <span>

#include "base/result.h"
#include "model/event.h"
#include "storage/aggregate.h"

namespace glassjar::storage::memory {

// `rows` may hold other sites and days. InvalidArgument for a pattern that RE2 refuses.
Result<Table> aggregate(std::span<const model::Event> rows, const Aggregate& question);

}  // namespace glassjar::storage::memory

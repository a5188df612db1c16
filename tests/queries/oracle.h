// Oracle: the answer to an aggregate from the definitions of design section 6, written as sets.
//
// It shares no code with any engine, nor with the folding of visits: each number of each row of the
// answer is a question of its own to all events.
#pragma once

#include <vector>

#include "model/event.h"
#include "storage/aggregate.h"

namespace glassjar::queries {

// Filters may use patterns that RE2 and POSIX read alike, and fold the case of ASCII only.
storage::Table oracle_answer(const std::vector<model::Event>& rows,
                             const storage::Aggregate& question);

}  // namespace glassjar::queries

// Which metrics can be asked together with which dimensions and filters.
#pragma once

#include "base/result.h"
#include "query/question.h"

namespace glassjar::query {

// InvalidArgument says which metric, why, and what to ask instead.
Result<void> check_compatibility(const Question& question);

}  // namespace glassjar::query

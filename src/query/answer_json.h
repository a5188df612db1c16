// An answer's JSON, in the shape of Plausible's Stats API v2.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "query/plan.h"
#include "query/result_rows.h"

namespace glassjar::query {

// InvalidArgument for more time labels than are handed out.
Result<std::string> print_answer(const Plan& plan, const ResultRows& rows, const model::Zone& zone,
                                 uint32_t floor);

}  // namespace glassjar::query

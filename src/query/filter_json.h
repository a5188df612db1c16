// Filters as JSON: `["is", "event:page", ["/pricing"]]`, nested by "and", "or" and "not".
//
// For this room's .cpp files only: it shows Boost.JSON.
#pragma once

#include <string>

#include "query/json_field.h"
#include "storage/aggregate.h"

namespace glassjar::query {

// A dimension to break down or to filter by, times left out.
Result<model::Dimension> parse_dimension(const JsonField& field);

// The top-level list, as Kind::All.
Result<storage::Filter> parse_filters(const JsonField& field);

// The same list back, in one normal form.
std::string print_filters(const storage::Filter& filters);

}  // namespace glassjar::query

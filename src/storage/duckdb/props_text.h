// An event's properties as the text of one column: a JSON object of strings, in their order.
//
// NB: not a nested column: DuckDB 1.4 ends the process when the commit of one fails on a full disk.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glassjar::storage::duckdb {

using Props = std::vector<std::pair<std::string, std::string>>;

std::string props_to_text(const Props& props);
// Reads what props_to_text() wrote; what follows a damaged place is left out.
Props props_from_text(std::string_view text);

}  // namespace glassjar::storage::duckdb

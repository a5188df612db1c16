// UTF-8 as DuckDB demands it of every text (RFC 3629: no overlong forms, no surrogates).
#pragma once

#include <string>
#include <string_view>

namespace glassjar::storage::duckdb {

bool is_utf8(std::string_view text);
// Each byte that is not part of a well-formed sequence becomes U+FFFD.
std::string with_replacement_characters(std::string_view text);

}  // namespace glassjar::storage::duckdb

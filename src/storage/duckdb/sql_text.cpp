// Quoting of text for DuckDB's SQL: quotes are doubled, backslashes mean themselves.
#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "''";
    } else if (c == '\0') {
      out += "'||chr(0)||'";  // a statement ends at its first NUL
    } else {
      out += c;
    }
  }
  out += '\'';
  return text.find('\0') == std::string_view::npos ? out : "(" + out + ")";
}

}  // namespace glassjar::storage::duckdb

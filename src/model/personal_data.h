// The list of everything stored that may concern a person: what a test holds each engine's
// catalogue against, and what erasure and export must reach.
#pragma once

#include <string_view>
#include <vector>

namespace glassjar::model {

// A place where data is stored. Tests open each engine's catalogue and fail on a table that this
// list does not name.
struct StoredTable {
  std::string_view engine;  // "sqlite", "spool", "keys" or "duckdb"
  std::string_view table;
  std::string_view personal_columns;  // comma-separated; empty: holds nothing on persons
};
const std::vector<StoredTable>& stored_tables();

}  // namespace glassjar::model

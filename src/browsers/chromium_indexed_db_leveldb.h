// The databases of one owner in Chromium's LevelDB form, with their records.
//
// Of docs/leveldb_coding_scheme.md of content/browser/indexed_db: each key begins with the numbers
// of a database, an object store and an index, 0 for what is said about them; the records of a
// store have index 1.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "browsers/chromium_store.h"
#include "browsers/indexed_db_records.h"
#include "cookies/item.h"

namespace glassjar::browsers::chromium {

struct DatabasesRead {
  std::vector<cookies::Item> items;  // each database, then its records
  std::vector<std::string> problems;
};

// The size of the folder is shared equally by its databases. What is damaged is told by `problems`.
DatabasesRead read_leveldb_databases(const std::filesystem::path& folder, const StorageKey& key,
                                     RecordBudget& budget);

}  // namespace glassjar::browsers::chromium

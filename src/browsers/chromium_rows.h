// Stores that are rows of a database, described once: the same rows are read into items and, where
// they are not kept, deleted.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "browser_files/sqlite_copy.h"
#include "browsers/chromium_store.h"

namespace glassjar::browsers::chromium {

using browser_files::SqliteDatabase;
using browser_files::SqliteRow;

// One kind of row.
struct RowKind {
  std::string_view table;   // where it is absent there are no such rows
  std::string_view select;  // must name the columns of `keys`
  // The item that a row is; none for a row without an owner, which stays.
  std::function<std::optional<cookies::Item>(const SqliteRow&)> item_of;
  // Deletes one row; ?1, ?2, … are the values of `keys`.
  std::string_view remove;
  std::vector<std::string_view> keys = {"id"};
};

struct RowStore {
  // `meta`'s version for which deleting is known to be right; others are read, never written.
  int64_t version_min = 0;
  int64_t version_max = 0;
  std::vector<RowKind> kinds;
  // Statements after the deletions: what hangs on rows that are gone.
  std::vector<std::string_view> cleanups = {};
};

// `meta`'s version; 0 where there is none.
int64_t meta_version(const SqliteDatabase& database);

// Every row as an item; the items have `file` set. Problems are told, and what was read stands.
void read_rows(Reading& reading, const std::filesystem::path& file, const SqliteDatabase& database,
               const RowStore& store);
// Opens a copy first. False where it cannot be opened or is not there.
bool read_rows(Reading& reading, const std::filesystem::path& file, const RowStore& store);

// Deletes the rows that go, and the bytes of those deleted earlier. A file that is not there is
// fine; one of an unknown version stays as it is, as a left-over.
Result<void> erase_rows(Erasing& erasing, const std::filesystem::path& file, const RowStore& store);

}  // namespace glassjar::browsers::chromium

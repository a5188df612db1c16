// Stores that are rows of a database, described once: the same rows are read into items and, where
// they are not kept, deleted.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "browser_files/sqlite_copy.h"
#include "browsers/reading.h"

namespace glassjar::browsers {

using browser_files::SqliteDatabase;
using browser_files::SqliteRow;

// One kind of row. `version` is the schema's.
struct RowKind {
  std::string_view table;  // where it is absent there are no such rows
  // Must name the columns of `keys`.
  std::string_view select;
  // The item that a row is; none for a row that is no site's, which stays.
  std::function<std::optional<cookies::Item>(const SqliteRow&, int64_t version)> item_of;
  // Deletes the row of which `keys` are ?1, ?2, …. Empty for rows that go with others.
  std::string_view remove = {};
  // Rows that repeat what others say are neither listed nor counted, but deleted.
  bool listed = true;
  // What tells a row: numbers, called `id` or `…_id`, else blobs.
  std::vector<std::string_view> keys = {"id"};
};

// Where a database says its version: Firefox in PRAGMA user_version, Chromium in a table `meta`.
enum class VersionIn { UserVersion, Meta };

struct RowStore {
  // The versions for which deleting is known to be right; others are read, never written.
  int64_t version_min = 0;
  int64_t version_max = 0;
  std::vector<RowKind> kinds;
  // Statements after the deletions: what hangs on rows that are gone.
  std::vector<std::string_view> cleanups = {};
  VersionIn version_in = VersionIn::UserVersion;
};

// Every row as an item. Problems are told, and what was read stands.
void read_rows(Reading& reading, const std::filesystem::path& file, const RowStore& store);

// Deletes the rows that go, and the bytes of those deleted earlier. A file that is not there is
// fine; one of an unknown version or unreadable stays as it is, as a left-over.
Result<void> erase_rows(Erasing& erasing, const std::filesystem::path& file, const RowStore& store);

}  // namespace glassjar::browsers

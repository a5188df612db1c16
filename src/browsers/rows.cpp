// Reading and deleting rows.
#include "browsers/rows.h"

#include <string>
#include <system_error>
#include <variant>

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;
using browser_files::SqliteBlob;
using browser_files::SqliteCopy;
using browser_files::SqliteEditor;
using browser_files::SqliteValue;
using cookies::Item;

// What tells a row; it outlives the query that found it.
using Key = std::vector<std::variant<int64_t, std::string>>;

Key key_of(const SqliteRow& row, const RowKind& kind) {
  Key key;
  for (const std::string_view column : kind.keys)
    if (column == "id" || column.ends_with("_id")) {
      key.emplace_back(row.integer(column));
    } else {
      key.emplace_back(row.text(column));
    }
  return key;
}

std::vector<SqliteValue> bound(const Key& key) {
  std::vector<SqliteValue> values;
  for (const auto& part : key)
    if (const auto* number = std::get_if<int64_t>(&part)) {
      values.emplace_back(*number);
    } else {
      values.emplace_back(SqliteBlob{std::get<std::string>(part)});
    }
  return values;
}

// 0 where the database says none.
Result<int64_t> version_of(const SqliteDatabase& database, VersionIn version_in) {
  if (version_in == VersionIn::UserVersion) return database.user_version();
  int64_t version = 0;
  if (!database.has_table("meta")) return version;
  TRY(database.for_each("SELECT CAST(value AS INTEGER) AS version FROM meta WHERE key = 'version'",
                        [&](const SqliteRow& row) { version = row.integer("version"); }));
  return version;
}

// The rows that go, of one kind.
Result<std::vector<Key>> going(Erasing& erasing, const SqliteDatabase& database,
                               const RowKind& kind, int64_t version) {
  std::vector<Key> rows;
  if (!database.has_table(kind.table)) return rows;
  TRY(database.for_each(kind.select, [&](const SqliteRow& row) {
    const std::optional<Item> item = kind.item_of(row, version);
    if (!item) return;
    const bool goes = kind.listed ? erasing.goes(*item) : erasing.goes_uncounted(*item);
    if (goes && !kind.remove.empty()) rows.push_back(key_of(row, kind));
  }));
  return rows;
}

Result<void> delete_rows(const fs::path& file, const RowStore& store,
                         const std::vector<std::vector<Key>>& rows) {
  SqliteEditor editor = TRY(SqliteEditor::open(file));
  for (size_t i = 0; i < store.kinds.size(); ++i)
    for (const Key& key : rows[i]) TRY(editor.run(store.kinds[i].remove, bound(key)));
  for (const std::string_view cleanup : store.cleanups) TRY(editor.run(cleanup));
  return editor.finish();
}

// Whether old bytes may be in the file although no row goes, as after a crash between the two.
bool may_hold_old_bytes(const fs::path& file, const SqliteDatabase& database) {
  std::error_code error;
  const uint64_t wal = fs::file_size(file.string() + "-wal", error);
  const auto free_pages = database.free_pages();
  return (!error && wal > 0) || (free_pages && *free_pages > 0);
}

}  // namespace

void read_rows(Reading& reading, const fs::path& file, const RowStore& store) {
  const Result<SqliteCopy> database = SqliteCopy::open(file);
  if (reading.failed(file, database)) return;
  const Result<int64_t> version = version_of(*database, store.version_in);
  if (reading.failed(file, version)) return;
  for (const RowKind& kind : store.kinds) {
    if (!kind.listed || !database->has_table(kind.table)) continue;
    const auto read = database->for_each(kind.select, [&](const SqliteRow& row) {
      std::optional<Item> item = kind.item_of(row, *version);
      if (item) reading.add(std::move(*item), file);
    });
    if (!read) reading.problem(file, read.error().message);
  }
}

Result<void> erase_rows(Erasing& erasing, const fs::path& file, const RowStore& store) {
  std::vector<std::vector<Key>> rows;
  {
    const Result<SqliteCopy> database = SqliteCopy::open(file);
    if (!database) {
      if (database.error().code != ErrorCode::NotFound) erasing.leave(database.error().message);
      return {};
    }
    const Result<int64_t> version = version_of(*database, store.version_in);
    if (!version) return erasing.leave(version.error().message), Result<void>();
    if (*version < store.version_min || *version > store.version_max) {
      erasing.leave(fmt::format("{}: version {} is not known here, so nothing in it was changed",
                                file.filename().string(), *version));
      return {};
    }
    size_t count = 0;
    for (const RowKind& kind : store.kinds) {
      Result<std::vector<Key>> found = going(erasing, *database, kind, *version);
      // Corrupted: what SQLite cannot read it cannot rewrite either.
      if (!found) return erasing.leave(found.error().message), Result<void>();
      count += found->size();
      rows.push_back(std::move(*found));
    }
    if (count == 0 && !may_hold_old_bytes(file, *database)) return {};
  }
  TRY(erasing.before_database_change(file));
  const Result<void> deleted = delete_rows(file, store, rows);
  // Corrupted where only writing looks, as in an index.
  if (!deleted && deleted.error().code == ErrorCode::DataLoss)
    return erasing.leave(deleted.error().message), Result<void>();
  return deleted;
}

}  // namespace glassjar::browsers

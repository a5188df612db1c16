// Reading and deleting rows.
#include "browsers/chromium_rows.h"

#include <array>
#include <variant>

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::SqliteBlob;
using browser_files::SqliteCopy;
using browser_files::SqliteEditor;
using browser_files::SqliteValue;
using cookies::Item;

// A row to be deleted: the values of its keys, which outlive the query that found them.
using Key = std::vector<std::variant<int64_t, std::string>>;

Key key_of(const SqliteRow& row, const RowKind& kind) {
  Key key;
  for (const std::string_view column : kind.keys) {
    // Keys are numbers, called so, or blobs.
    if (column == "id" || column.ends_with("_id")) {
      key.emplace_back(row.integer(column));
    } else {
      key.emplace_back(row.text(column));
    }
  }
  return key;
}

std::vector<SqliteValue> bound(const Key& key) {
  std::vector<SqliteValue> values;
  for (const auto& each : key)
    if (const auto* number = std::get_if<int64_t>(&each)) {
      values.emplace_back(*number);
    } else {
      values.emplace_back(SqliteBlob{std::get<std::string>(each)});
    }
  return values;
}

// The keys of the rows that go, of one kind.
Result<std::vector<Key>> going(Erasing& erasing, const SqliteDatabase& database,
                               const RowKind& kind) {
  std::vector<Key> keys;
  if (!database.has_table(kind.table)) return keys;
  TRY(database.for_each(kind.select, [&](const SqliteRow& row) {
    const std::optional<Item> item = kind.item_of(row);
    if (item && erasing.goes(*item)) keys.push_back(key_of(row, kind));
  }));
  return keys;
}

Result<void> before_database_changes(Erasing& erasing, const fs::path& file) {
  constexpr std::array kBeside = {"", "-wal", "-shm", "-journal"};
  for (const char* suffix : kBeside) TRY(erasing.before_change(file.string() + suffix));
  return {};
}

Result<void> delete_rows(const fs::path& file, const RowStore& store,
                         const std::vector<std::vector<Key>>& keys) {
  SqliteEditor editor = TRY(SqliteEditor::open(file));
  for (size_t i = 0; i < store.kinds.size(); ++i)
    for (const Key& key : keys[i]) TRY(editor.run(store.kinds[i].remove, bound(key)));
  for (const std::string_view cleanup : store.cleanups) TRY(editor.run(cleanup));
  return editor.finish();
}

}  // namespace

int64_t meta_version(const SqliteDatabase& database) {
  int64_t version = 0;
  // Without the table there is no version: that is the answer.
  static_cast<void>(
      database.for_each("SELECT CAST(value AS INTEGER) AS version FROM meta WHERE key='version'",
                        [&version](const SqliteRow& row) { version = row.integer("version"); }));
  return version;
}

void read_rows(Reading& reading, const fs::path& file, const SqliteDatabase& database,
               const RowStore& store) {
  const std::string name = reading.item({}, file).file;
  for (const RowKind& kind : store.kinds) {
    if (!database.has_table(kind.table)) continue;
    const auto read = database.for_each(kind.select, [&](const SqliteRow& row) {
      std::optional<Item> item = kind.item_of(row);
      if (!item) return;
      item->file = name;
      reading.add(std::move(*item));
    });
    if (!read) reading.problem(file, read.error().message);
  }
}

bool read_rows(Reading& reading, const fs::path& file, const RowStore& store) {
  const Result<SqliteCopy> database = SqliteCopy::open(file);
  if (reading.failed(file, database)) return false;
  read_rows(reading, file, *database, store);
  return true;
}

Result<void> erase_rows(Erasing& erasing, const fs::path& file, const RowStore& store) {
  std::vector<std::vector<Key>> keys;
  {
    Result<SqliteCopy> opened = SqliteCopy::open(file);
    if (!opened) {
      if (opened.error().code == ErrorCode::NotFound) return {};
      erasing.leave(opened.error().message);
      return {};
    }
    const int64_t version = meta_version(*opened);
    if (version < store.version_min || version > store.version_max) {
      erasing.leave(fmt::format("{}: version {} is not known here, so nothing in it was changed",
                                file.filename().string(), version));
      return {};
    }
    size_t count = 0;
    for (const RowKind& kind : store.kinds) {
      keys.push_back(TRY(going(erasing, *opened, kind)));
      count += keys.back().size();
    }
    if (count == 0 && TRY(opened->free_pages()) == 0) return {};
  }
  TRY(before_database_changes(erasing, file));
  return delete_rows(file, store, keys);
}

}  // namespace glassjar::browsers::chromium

// Private copies of databases, and the editor that erases in place.
#include "browser_files/sqlite_copy.h"

#include <sqlite3.h>

#include <array>
#include <optional>
#include <system_error>
#include <utility>

namespace glassjar::browser_files {
namespace {

namespace fs = std::filesystem;

// How often a copy is begun again because the browser wrote meanwhile.
constexpr int kCopyAttemptsMax = 4;
constexpr int kStepsBetweenChecks = 100'000;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

ErrorCode code_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return ErrorCode::DataLoss;
    case SQLITE_TOOBIG:
    case SQLITE_INTERRUPT:
      return ErrorCode::TooLarge;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::Conflict;
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
      return ErrorCode::Internal;
    default:
      return ErrorCode::Unavailable;
  }
}

int bind(sqlite3_stmt* statement, int index, const SqliteValue& value) {
  if (const auto* number = std::get_if<int64_t>(&value))
    return sqlite3_bind_int64(statement, index, *number);
  // A null pointer would bind NULL, not emptiness.
  const auto start = [](std::string_view bytes) { return bytes.data() ? bytes.data() : ""; };
  if (const auto* text = std::get_if<std::string_view>(&value))
    return sqlite3_bind_text64(statement, index, start(*text), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  const std::string_view bytes = std::get<SqliteBlob>(value).bytes;
  return sqlite3_bind_blob64(statement, index, start(bytes), bytes.size(), SQLITE_STATIC);
}

// Ends a query that takes more than its bound.
struct Budget {
  uint64_t steps_left = 0;

  static int spend(void* budget) {
    auto& left = static_cast<Budget*>(budget)->steps_left;
    if (left < static_cast<uint64_t>(kStepsBetweenChecks)) return 1;
    left -= kStepsBetweenChecks;
    return 0;
  }
};

// Enough of a file to see that it was written: its size and time.
struct Stamp {
  uint64_t bytes = 0;
  fs::file_time_type written;
  bool operator==(const Stamp&) const = default;
};

std::array<std::optional<Stamp>, 3> stamps_of(const std::array<fs::path, 3>& files) {
  std::array<std::optional<Stamp>, 3> stamps;
  for (size_t i = 0; i < files.size(); ++i) {
    std::error_code error;
    const uint64_t bytes = fs::file_size(files[i], error);
    if (error) continue;
    const fs::file_time_type written = fs::last_write_time(files[i], error);
    if (!error) stamps[i] = Stamp{bytes, written};
  }
  return stamps;
}

std::array<fs::path, 3> with_journals(const fs::path& database) {
  return {database, database.string() + "-wal", database.string() + "-journal"};
}

// Copies a database that may be written meanwhile: again until nothing changed from begin to end.
// The last attempt stands as it is; SQLite's checksums decide what of its WAL counts.
Result<void> copy_consistently(const fs::path& original, const fs::path& copy, uint64_t bytes_max) {
  const auto from = with_journals(original);
  const auto to = with_journals(copy);
  for (int attempt = 1;; ++attempt) {
    const auto before = stamps_of(from);
    TRY(copy_content(from[0], to[0], bytes_max));
    for (size_t i = 1; i < from.size(); ++i) {
      std::error_code ignored;
      fs::remove(to[i], ignored);
      const Result<void> copied = copy_content(from[i], to[i], bytes_max);
      if (!copied && copied.error().code != ErrorCode::NotFound)
        return unexpected<Error>(copied.error());
    }
    if (attempt == kCopyAttemptsMax || stamps_of(from) == before) return {};
  }
}

// What a copy of all of it will take; 0 where nothing can be seen.
uint64_t bytes_with_journals(const fs::path& original) {
  uint64_t bytes = 0;
  for (const fs::path& path : with_journals(original)) {
    std::error_code error;
    if (const uint64_t size = fs::file_size(path, error); !error) bytes += size;
  }
  return bytes;
}

}  // namespace

int SqliteRow::index_of(std::string_view column) const {
  const int count = sqlite3_column_count(statement_);
  for (int i = 0; i < count; ++i)
    if (column == sqlite3_column_name(statement_, i)) return i;
  return -1;
}

bool SqliteRow::is_null(std::string_view column) const {
  const int index = index_of(column);
  return index < 0 || sqlite3_column_type(statement_, index) == SQLITE_NULL;
}

int64_t SqliteRow::integer(std::string_view column) const {
  const int index = index_of(column);
  return index < 0 ? 0 : sqlite3_column_int64(statement_, index);
}

std::string_view SqliteRow::bytes(std::string_view column) const {
  const int index = index_of(column);
  if (index < 0) return {};
  const void* data = sqlite3_column_type(statement_, index) == SQLITE_BLOB
                         ? sqlite3_column_blob(statement_, index)
                         : sqlite3_column_text(statement_, index);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<size_t>(sqlite3_column_bytes(statement_, index))};
}

void SqliteDatabase::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

unexpected<Error> SqliteDatabase::failure(int code) const {
  const char* why = (code & 0xff) == SQLITE_INTERRUPT ? "more than it should hold"
                    : handle_ == nullptr              ? sqlite3_errstr(code)
                                                      : sqlite3_errmsg(handle_.get());
  return fail(code_of(code), "database \"{}\": {}", original_.string(), why);
}

Result<void> SqliteDatabase::connect(const fs::path& path) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) return failure(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, limits_.value_bytes_max);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  return execute("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;");
}

Result<void> SqliteDatabase::execute(const char* sql) const {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return {};
}

Result<void> SqliteDatabase::for_each(std::string_view sql, const std::vector<SqliteValue>& values,
                                      const std::function<void(const Row&)>& row) const {
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &prepared,
                                nullptr);
  const Statement statement(prepared);
  for (size_t i = 0; code == SQLITE_OK && i < values.size(); ++i)
    code = bind(prepared, static_cast<int>(i + 1), values[i]);
  if (code != SQLITE_OK) return failure(code);
  Budget budget{limits_.steps_max};
  sqlite3_progress_handler(handle_.get(), kStepsBetweenChecks, &Budget::spend, &budget);
  while ((code = sqlite3_step(prepared)) == SQLITE_ROW) row(Row(prepared));
  sqlite3_progress_handler(handle_.get(), 0, nullptr, nullptr);
  if (code != SQLITE_DONE) return failure(code);
  return {};
}

bool SqliteDatabase::has_table(std::string_view table) const {
  bool found = false;
  const auto asked = for_each(
      "SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?1 AND sql NOT LIKE 'create "
      "virtual%'",
      {table}, [&](const Row&) { found = true; });
  return asked.has_value() && found;
}

bool SqliteDatabase::has_column(std::string_view table, std::string_view column) const {
  bool found = false;
  const auto asked = for_each("SELECT 1 FROM pragma_table_info(?1) WHERE name=?2", {table, column},
                              [&](const Row&) { found = true; });
  return asked.has_value() && found;
}

Result<std::vector<std::string>> SqliteDatabase::tables() const {
  std::vector<std::string> names;
  TRY(
      for_each("SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite\\_%' "
               "ESCAPE '\\' AND sql NOT LIKE 'create virtual%' ORDER BY name",
               [&](const Row& row) { names.push_back(row.text("name")); }));
  return names;
}

Result<int64_t> SqliteDatabase::count_of(std::string_view pragma) const {
  int64_t value = 0;
  TRY(for_each(pragma, [&](const Row& row) { value = sqlite3_column_int64(row.statement_, 0); }));
  return value;
}

Result<int64_t> SqliteDatabase::user_version() const { return count_of("PRAGMA user_version"); }

Result<int64_t> SqliteDatabase::free_pages() const { return count_of("PRAGMA freelist_count"); }

Result<SqliteCopy> SqliteCopy::open(const fs::path& original, const SqliteLimits& limits) {
  SqliteCopy copy(TRY(PrivateFolder::make_for(bytes_with_journals(original))), original, limits);
  const fs::path file = copy.folder_.path() / "copy.sqlite";
  TRY(copy_consistently(original, file, limits.file_bytes_max));
  TRY(copy.connect(file));
  // Reads the first page, so that what is no database is known now.
  TRY(copy.user_version());
  return copy;
}

// The connection goes before its folder.
SqliteCopy::~SqliteCopy() { handle_.reset(); }

Result<SqliteEditor> SqliteEditor::open(const fs::path& path, const SqliteLimits& limits) {
  SqliteEditor editor(path, limits);
  TRY(editor.connect(path));
  // Exclusive: the WAL's index stays in memory, so that no -shm is made beside the file.
  TRY(editor.execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA secure_delete=ON; BEGIN IMMEDIATE;"));
  return editor;
}

SqliteEditor::~SqliteEditor() {
  // Closing rolls back by itself; this only says so.
  if (handle_ != nullptr && sqlite3_get_autocommit(handle_.get()) == 0)
    static_cast<void>(execute("ROLLBACK"));
}

Result<int64_t> SqliteEditor::run(std::string_view sql, const std::vector<SqliteValue>& values) {
  const int64_t before = sqlite3_total_changes64(handle_.get());
  TRY(for_each(sql, values, [](const Row&) {}));
  return sqlite3_total_changes64(handle_.get()) - before;
}

Result<void> SqliteEditor::finish() {
  TRY(execute("COMMIT"));
  TRY(execute("VACUUM"));
  TRY(execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  handle_.reset();
  return {};
}

}  // namespace glassjar::browser_files

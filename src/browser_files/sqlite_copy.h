// SQLite databases of browsers: read from a private copy, edited in place only for erasing.
//
// A running Firefox holds its databases locked and has the newest rows in the `-wal` beside them,
// so reading the file itself fails, or, with `immutable`, silently misses rows. A copy of the file
// with its `-wal` and `-journal` has them all, and nothing is ever left beside the original.
//
// The content is hostile: views, triggers and functions of the schema are never run while reading,
// and each query has a bound. Not for several threads at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "browser_files/private_folder.h"

struct sqlite3;
struct sqlite3_stmt;

namespace glassjar::browser_files {

struct SqliteLimits {
  uint64_t file_bytes_max = uint64_t{4} << 30;
  // Virtual machine instructions a query, about 20 a row; a cyclic tree ends here.
  uint64_t steps_max = 1'000'000'000;
  int value_bytes_max = 64 << 20;
};

// The current row of a query. Columns go by the name that the query gives them; one that the row
// does not have reads as null.
class SqliteRow {
 public:
  bool is_null(std::string_view column) const;
  // 0 where null; other types as SQLite converts them.
  int64_t integer(std::string_view column) const;
  // The bytes of a text (UTF-8, not checked) or blob, empty where null; valid until the next row.
  std::string_view bytes(std::string_view column) const;
  std::string text(std::string_view column) const { return std::string(bytes(column)); }

 private:
  friend class SqliteDatabase;
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  int index_of(std::string_view column) const;  // -1: none

  sqlite3_stmt* statement_;
};

struct SqliteBlob {
  std::string_view bytes;
};
using SqliteValue = std::variant<int64_t, std::string_view, SqliteBlob>;

// What copies and editors share: questions and rows.
//
// Errors: DataLoss for content that is no database or is corrupted, TooLarge over a limit, Conflict
// when another process has it, else Unavailable; Internal for our own SQL.
class SqliteDatabase {
 public:
  using Row = SqliteRow;

  // False also where the schema cannot be read: the query that follows says why.
  bool has_table(std::string_view table) const;
  bool has_column(std::string_view table, std::string_view column) const;
  // The ordinary tables, in the order of their names.
  Result<std::vector<std::string>> tables() const;
  // PRAGMA user_version, in which Firefox keeps the version of a schema.
  Result<int64_t> user_version() const;
  // Pages without content, which may still hold old bytes: a rewriting would drop them.
  Result<int64_t> free_pages() const;

  // Hands each row of one statement to `row`, which must not query again; ?1, ?2, … are `values`.
  // After an error, the rows handed over before it stand.
  Result<void> for_each(std::string_view sql, const std::vector<SqliteValue>& values,
                        const std::function<void(const Row&)>& row) const;
  Result<void> for_each(std::string_view sql, const std::function<void(const Row&)>& row) const {
    return for_each(sql, {}, row);
  }

 protected:
  struct Close {
    void operator()(sqlite3* handle) const;
  };

  explicit SqliteDatabase(std::filesystem::path original, const SqliteLimits& limits)
      : original_(std::move(original)), limits_(limits) {}
  Result<void> connect(const std::filesystem::path& path);
  Result<void> execute(const char* sql) const;
  Result<int64_t> count_of(std::string_view pragma) const;
  unexpected<Error> failure(int code) const;

  std::filesystem::path original_;  // for messages
  SqliteLimits limits_;
  std::unique_ptr<sqlite3, Close> handle_;
};

// A database as it was at the time of opening.
class SqliteCopy : public SqliteDatabase {
 public:
  // NotFound if there is no such file.
  static Result<SqliteCopy> open(const std::filesystem::path& original,
                                 const SqliteLimits& limits = {});
  SqliteCopy(SqliteCopy&&) = default;
  SqliteCopy& operator=(SqliteCopy&&) = delete;
  ~SqliteCopy();

 private:
  SqliteCopy(PrivateFolder folder, const std::filesystem::path& original,
             const SqliteLimits& limits)
      : SqliteDatabase(original, limits), folder_(std::move(folder)) {}

  PrivateFolder folder_;
};

// A database of a closed browser, changed in one transaction so that nothing of what was deleted
// stays in the file, in its journal or in its WAL.
class SqliteEditor : public SqliteDatabase {
 public:
  // Begins the transaction. Conflict when another process has the database open.
  static Result<SqliteEditor> open(const std::filesystem::path& path,
                                   const SqliteLimits& limits = {});
  SqliteEditor(SqliteEditor&&) = default;
  SqliteEditor& operator=(SqliteEditor&&) = delete;
  // Without finish(), everything is as before.
  ~SqliteEditor();

  // One statement; returns how many rows it changed.
  Result<int64_t> run(std::string_view sql, const std::vector<SqliteValue>& values = {});
  // Commits, then writes the file anew from its live rows and empties the WAL: secure_delete alone
  // leaves the bytes of rows that were once moved between pages. The last call.
  Result<void> finish();

 private:
  using SqliteDatabase::SqliteDatabase;
};

}  // namespace glassjar::browser_files

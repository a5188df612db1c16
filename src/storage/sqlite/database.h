// Database: one SQLite connection with cached statements, transactions and errors as Result.
//
// Not for several threads at once; each owner guards its connection.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "base/time.h"

struct sqlite3;
struct sqlite3_stmt;

namespace glassjar::storage::sqlite {

struct DatabaseOptions {
  // Wal: readers go on beside one writer. Truncate: a rollback journal that is emptied at commit.
  enum class Journal { Wal, Truncate };
  enum class Access { Write, ReadOnly };

  std::string name = "database";  // in messages, as in "records database"
  Journal journal = Journal::Wal;
  Access access = Access::Write;  // ReadOnly: the file must exist, writes are refused
  // How long a statement waits for another connection's lock.
  std::chrono::milliseconds busy_timeout{5000};
  // A commit that leaves this much in the WAL also copies it into the main file.
  int wal_checkpoint_pages = 1000;
  // An SQLite VFS by name, for fault injection; empty: the system's.
  std::string vfs;
};

// A statement being executed; reset when it goes. Must not outlive its Database.
class Query {
 public:
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  // Runs to the next row; false: done.
  Result<bool> step();

  // Columns of the current row, from 0.
  int64_t integer(int column) const;
  std::string text(int column) const;
  std::vector<uint8_t> blob(int column) const;
  // Valid until the next step().
  std::string_view bytes_view(int column) const;
  bool is_null(int column) const;
  TimePoint time(int column) const { return TimePoint(microseconds(integer(column))); }
  // Any of the id types, and plain unsigned numbers.
  template <class Number>
  Number number(int column) const {
    if constexpr (std::is_enum_v<Number>)
      return Number{static_cast<std::underlying_type_t<Number>>(integer(column))};
    else
      return static_cast<Number>(integer(column));
  }
  // An enumerator from 0 to `last`; DataLoss for anything else.
  template <class Enum>
  Result<Enum> one_of(int column, Enum last) const {
    const int64_t value = integer(column);
    if (value < 0 || value > static_cast<int64_t>(last)) return shape_error(column);
    return static_cast<Enum>(value);
  }
  // Exactly N bytes, or DataLoss.
  template <size_t N>
  Result<std::array<uint8_t, N>> fixed_bytes(int column) const {
    const std::string_view stored = bytes_view(column);
    if (stored.size() != N) return shape_error(column);
    std::array<uint8_t, N> out{};
    std::memcpy(out.data(), stored.data(), N);
    return out;
  }

 private:
  friend class Database;
  Query(class Database* database, sqlite3_stmt* statement)
      : database_(database), statement_(statement) {}

  // Parameters from 1. Texts and blobs are not copied: they live until the query is done.
  void bind_integer(int index, int64_t value);
  void bind_text(int index, std::string_view value);
  void bind_blob(int index, std::span<const uint8_t> value);
  void bind_null(int index);
  template <class Value>
  void bind(int index, const Value& value);
  void check_bound(int code);
  unexpected<Error> shape_error(int column) const;

  Database* database_;
  sqlite3_stmt* statement_;
  int bind_error_ = 0;
};

class Database {
 public:
  // Makes the file if it is not there, mode 0600. synchronous=FULL, secure_delete, foreign keys.
  static Result<Database> open(const std::filesystem::path& path, const DatabaseOptions& options);

  // Prepares (once a text) and binds ?1, ?2, ... The arguments live until the query is done.
  template <class... Values>
  Result<Query> query(std::string_view sql, const Values&... values) {
    Query query = TRY(prepare(sql));
    int index = 0;
    (query.bind(++index, values), ...);
    return query;
  }
  // The same, run to its end. Returns how many rows it changed.
  template <class... Values>
  Result<int64_t> run(std::string_view sql, const Values&... values) {
    Query started = TRY(query(sql, values...));
    while (TRY(started.step())) {
    }
    return changes();
  }
  // Any number of statements without parameters or results.
  Result<void> execute(const std::string& sql);

  int64_t last_insert_rowid() const;

  // Write: takes the write lock at once, so that it cannot fail for it halfway.
  enum class Begin { Read, Write };
  // Runs `work` in a transaction; commits if it succeeds, else leaves nothing.
  Result<void> transact(Begin how, const std::function<Result<void>()>& work);

  // Copies the WAL into the main file and empties it. Unavailable while a reader holds it back.
  Result<void> truncate_wal();
  // Writes the database anew from its live rows, then empties the WAL.
  //
  // secure_delete alone is not enough: when SQLite balances its trees it moves rows between pages
  // and leaves their old bytes in the unused part of a page, where a later delete misses them.
  Result<void> rewrite();

  const std::filesystem::path& path() const { return path_; }

 private:
  friend class Query;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  Database(std::filesystem::path path, std::string name);

  Result<void> set_up(const DatabaseOptions& options);
  Result<Query> prepare(std::string_view sql);
  Result<void> commit();
  void roll_back();
  void bury_failed_commit();
  int64_t changes() const;
  // The Error for the connection's last failure: `write records database "/srv/r.db": ...`.
  unexpected<Error> failure(std::string_view tried) const;
  unexpected<Error> failure(std::string_view tried, int code, std::string_view why) const;

  std::filesystem::path path_;
  std::string name_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;
};

template <class Value>
void Query::bind(int index, const Value& value) {
  if constexpr (std::is_enum_v<Value>)
    bind_integer(index, static_cast<int64_t>(static_cast<std::underlying_type_t<Value>>(value)));
  else if constexpr (std::integral<Value>)
    bind_integer(index, static_cast<int64_t>(value));
  else if constexpr (std::same_as<Value, TimePoint> || std::same_as<Value, LocalDay>)
    bind_integer(index, value.time_since_epoch().count());
  else if constexpr (std::same_as<Value, std::optional<TimePoint>>)
    value ? bind(index, *value) : bind_null(index);
  else if constexpr (std::convertible_to<const Value&, std::string_view>)
    bind_text(index, value);
  else
    bind_blob(index, value);
}

}  // namespace glassjar::storage::sqlite

// Instance, Connection and Rows: DuckDB's C API with owners and Results.
#pragma once

#include <duckdb.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/result.h"

namespace glassjar::storage::duckdb {

struct InstanceOptions {
  // The only folder the instance may touch; spilled intermediate results go to `tmp` in it.
  std::filesystem::path directory;
  uint64_t memory_limit_bytes = 0;
  unsigned threads = 0;
};

// What a statement answered, read row by row; values are taken by the type the SQL gives them.
class Rows {
 public:
  explicit Rows(duckdb_result result) : result_(result) {}
  Rows(Rows&& other) noexcept;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  // Steps to the next row, the first one at the first call. False after the last.
  bool next();
  bool is_null(size_t column) const;
  // T is the column's physical type: BIGINT int64_t, UBIGINT uint64_t, DOUBLE double, ...
  template <class T>
  T number(size_t column) const {
    CHECK(!is_null(column));
    return static_cast<const T*>(duckdb_vector_get_data(vector(column)))[row_];
  }
  std::string text(size_t column) const;
  duckdb_vector vector(size_t column) const { return duckdb_data_chunk_get_vector(chunk_, column); }
  size_t row_in_chunk() const { return row_; }

 private:
  duckdb_result result_;
  bool owned_ = true;
  duckdb_data_chunk chunk_ = nullptr;
  size_t rows_in_chunk_ = 0;
  size_t row_ = 0;
};

class Connection {
 public:
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  // Runs one or more statements. `what` begins the message of an error: "answer a question".
  // ResourceExhausted: out of memory. Unavailable: the disk failed or is full, or the instance
  // is broken. InvalidArgument: a value of the statement, such as a pattern, is wrong.
  Result<Rows> query(std::string_view what, const std::string& sql);
  // The same for statements that answer nothing; returns how many rows were changed.
  Result<uint64_t> execute(std::string_view what, const std::string& sql);
  // The error of a call of the C API made on this connection.
  unexpected<Error> failure(std::string_view what, duckdb_error_type type, const char* message);

  duckdb_connection get() const { return connection_; }

 private:
  friend class Instance;
  // Owns nothing: `result` is the caller's to destroy.
  Result<void> run(std::string_view what, const std::string& sql, duckdb_result& result);
  Connection(duckdb_connection connection, class Instance& instance)
      : connection_(connection), instance_(&instance) {}

  duckdb_connection connection_ = nullptr;
  class Instance* instance_;
};

// A transaction that is rolled back unless it was committed.
class Transaction {
 public:
  enum class Mode { Read, Write };
  static Result<Transaction> begin(Connection& connection, Mode mode);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;  // null when it is over
};

// One DuckDB in this process. Its main database is in memory and empty; month files are attached.
class Instance {
 public:
  static Result<std::unique_ptr<Instance>> open(const InstanceOptions& options);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance();

  // A connection must not outlive its instance. Any thread.
  Result<Connection> connect();
  // A failed write may leave DuckDB refusing everything until it is opened anew.
  bool broken() const { return broken_; }

 private:
  friend class Connection;
  explicit Instance(InstanceOptions options) : options_(std::move(options)) {}
  Result<void> configure();

  InstanceOptions options_;
  duckdb_database database_ = nullptr;
  std::atomic<bool> broken_{false};
};

}  // namespace glassjar::storage::duckdb

// Ownership of DuckDB's handles and the translation of its errors.
#include "storage/duckdb/connection.h"

#include <exception>
#include <utility>

#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {
namespace {

// Later lines of DuckDB's messages quote the statement, and with it what persons wrote.
std::string_view first_line(const char* message) {
  const std::string_view text = message ? message : "no reason given";
  return text.substr(0, text.find('\n'));
}

bool says_broken(duckdb_error_type type, std::string_view message) {
  return type == DUCKDB_ERROR_FATAL || message.find("invalidated") != std::string_view::npos;
}

ErrorCode code_of(duckdb_error_type type, std::string_view message) {
  if (says_broken(type, message)) return ErrorCode::Unavailable;
  switch (type) {
    case DUCKDB_ERROR_OUT_OF_MEMORY:
      return ErrorCode::ResourceExhausted;
    case DUCKDB_ERROR_IO:
    case DUCKDB_ERROR_TRANSACTION:
      return ErrorCode::Unavailable;
    case DUCKDB_ERROR_INVALID_INPUT:
      return ErrorCode::InvalidArgument;
    default:
      return ErrorCode::Internal;
  }
}

}  // namespace

Rows::Rows(Rows&& other) noexcept
    : result_(other.result_),
      owned_(std::exchange(other.owned_, false)),
      chunk_(std::exchange(other.chunk_, nullptr)),
      rows_in_chunk_(other.rows_in_chunk_),
      row_(other.row_) {}

Rows::~Rows() {
  if (chunk_) duckdb_destroy_data_chunk(&chunk_);
  if (owned_) duckdb_destroy_result(&result_);
}

bool Rows::next() {
  if (chunk_ && ++row_ < rows_in_chunk_) return true;
  if (chunk_) duckdb_destroy_data_chunk(&chunk_);
  chunk_ = duckdb_fetch_chunk(result_);
  row_ = 0;
  rows_in_chunk_ = chunk_ ? duckdb_data_chunk_get_size(chunk_) : 0;
  return rows_in_chunk_ > 0;
}

bool Rows::is_null(size_t column) const {
  uint64_t* validity = duckdb_vector_get_validity(vector(column));
  return validity && !duckdb_validity_row_is_valid(validity, row_);
}

std::string Rows::text(size_t column) const {
  CHECK(!is_null(column));
  auto* texts = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector(column)));
  return {duckdb_string_t_data(&texts[row_]), duckdb_string_t_length(texts[row_])};
}

Connection::Connection(Connection&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)), instance_(other.instance_) {}

Connection::~Connection() {
  if (connection_) duckdb_disconnect(&connection_);
}

Result<Rows> Connection::query(std::string_view what, const std::string& sql) {
  duckdb_result result{};
  const Result<void> ran = run(what, sql, result);
  Rows rows(result);
  if (!ran) return unexpected<Error>(ran.error());
  return rows;
}

Result<uint64_t> Connection::execute(std::string_view what, const std::string& sql) {
  duckdb_result result{};
  const Result<void> ran = run(what, sql, result);
  const Rows rows(result);
  TRY(ran);
  return duckdb_rows_changed(&result);
}

// The C interface lets exceptions of a failed commit through: after one, nothing is sure.
Result<void> Connection::run(std::string_view what, const std::string& sql, duckdb_result& result) {
  try {
    if (duckdb_query(connection_, sql.c_str(), &result) == DuckDBSuccess) return {};
  } catch (const std::exception& exception) {
    return failure(what, DUCKDB_ERROR_FATAL, exception.what());
  }
  return failure(what, duckdb_result_error_type(&result), duckdb_result_error(&result));
}

unexpected<Error> Connection::failure(std::string_view what, duckdb_error_type type,
                                      const char* message) {
  const std::string_view reason = first_line(message);
  if (says_broken(type, reason)) instance_->broken_ = true;
  const ErrorCode code = code_of(type, reason);
  if (code == ErrorCode::ResourceExhausted)
    return fail(code, "{}: over the memory limit of {} MiB", what,
                instance_->options_.memory_limit_bytes >> 20);
  return fail(code, "{}: {}", what, reason);
}

Result<Transaction> Transaction::begin(Connection& connection, Mode mode) {
  TRY(connection.execute("begin a transaction",
                         mode == Mode::Read ? "BEGIN TRANSACTION READ ONLY" : "BEGIN TRANSACTION"));
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

// A rollback that fails leaves nothing behind either: the connection is closed next.
Transaction::~Transaction() {
  if (connection_) (void)connection_->execute("roll back", "ROLLBACK");
}

Result<void> Transaction::commit() {
  CHECK(connection_ != nullptr);
  Connection& connection = *std::exchange(connection_, nullptr);
  const Result<uint64_t> committed = connection.execute("commit", "COMMIT");
  if (committed) return {};
  (void)connection.execute("roll back", "ROLLBACK");
  return unexpected<Error>(committed.error());
}

Result<std::unique_ptr<Instance>> Instance::open(const InstanceOptions& options) {
  std::unique_ptr<Instance> instance(new Instance(options));
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) == DuckDBError)
    return fail(ErrorCode::Internal, "open DuckDB: out of memory");
  for (const char* name : {"autoinstall_known_extensions", "autoload_known_extensions",
                           "allow_community_extensions", "preserve_insertion_order"})
    duckdb_set_config(config, name, "false");
  duckdb_set_config(config, "threads", std::to_string(options.threads).c_str());
  char* reason = nullptr;
  const bool failed =
      duckdb_open_ext(nullptr, &instance->database_, config, &reason) == DuckDBError;
  duckdb_destroy_config(&config);
  if (failed) {
    const std::string message(first_line(reason));
    duckdb_free(reason);
    return fail(ErrorCode::Unavailable, "open DuckDB: {}", message);
  }
  TRY(instance->configure());
  return instance;
}

Instance::~Instance() {
  if (database_) duckdb_close(&database_);
}

// The last two settings close the instance in: no file outside its folder, no setting changed.
// WAL files are merged by our own checkpoints, never in the middle of a commit.
Result<void> Instance::configure() {
  Connection connection = TRY(connect());
  const std::string directory = options_.directory.string();
  const std::string settings = fmt::format(
      "SET memory_limit='{}KiB'; SET checkpoint_threshold='1TiB'; SET temp_directory={}; "
      "SET allowed_directories=[{}]; SET enable_external_access=false; "
      "SET lock_configuration=true;",
      options_.memory_limit_bytes >> 10, literal(directory + "/tmp"), literal(directory + "/"));
  TRY(connection.execute("configure DuckDB", settings));
  return {};
}

Result<Connection> Instance::connect() {
  duckdb_connection connection = nullptr;
  if (duckdb_connect(database_, &connection) == DuckDBError)
    return fail(ErrorCode::Unavailable, "connect to DuckDB: refused");
  return Connection(connection, *this);
}

}  // namespace glassjar::storage::duckdb

// One SQLite connection.
#include "storage/sqlite/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <utility>

#include "base/file.h"

namespace glassjar::storage::sqlite {
namespace {

ErrorCode code_of(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return ErrorCode::Conflict;
    default:
      break;
  }
  switch (extended & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
      return ErrorCode::Unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::DataLoss;
    case SQLITE_TOOBIG:
      return ErrorCode::TooLarge;
    default:
      return ErrorCode::Internal;
  }
}

// SQLite would make it readable for others; its WAL and journal take this file's mode.
void make_private(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
}

}  // namespace

Query::Query(Query&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      bind_error_(other.bind_error_) {}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::check_bound(int code) {
  if (code != SQLITE_OK && bind_error_ == SQLITE_OK) bind_error_ = code;
}

void Query::bind_integer(int index, int64_t value) {
  check_bound(sqlite3_bind_int64(statement_, index, value));
}
void Query::bind_text(int index, std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  check_bound(
      sqlite3_bind_text64(statement_, index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}
void Query::bind_blob(int index, std::span<const uint8_t> value) {
  const void* data = value.data() == nullptr ? static_cast<const void*>("") : value.data();
  check_bound(sqlite3_bind_blob64(statement_, index, data, value.size(), SQLITE_STATIC));
}
void Query::bind_null(int index) { check_bound(sqlite3_bind_null(statement_, index)); }

Result<bool> Query::step() {
  const bool reads = sqlite3_stmt_readonly(statement_) != 0;
  const std::string_view tried = reads ? "read" : "write";
  if (bind_error_ != SQLITE_OK)
    return database_->failure(tried, bind_error_, sqlite3_errstr(bind_error_));
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_->failure(tried);
}

int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::bytes_view(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Query::text(int column) const { return std::string(bytes_view(column)); }

std::vector<uint8_t> Query::blob(int column) const {
  const std::string_view stored = bytes_view(column);
  return {stored.begin(), stored.end()};
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

unexpected<Error> Query::shape_error(int column) const {
  return fail(ErrorCode::DataLoss, "read {} \"{}\": column {} holds what was never written",
              database_->name_, database_->path_.string(), sqlite3_column_name(statement_, column));
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Database(std::filesystem::path path, std::string name)
    : path_(std::move(path)), name_(std::move(name)) {}

Result<Database> Database::open(const std::filesystem::path& path, const DatabaseOptions& options) {
  Database database(path, options.name);
  if (options.access == DatabaseOptions::Access::Write) make_private(path);
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                      options.vfs.empty() ? nullptr : options.vfs.c_str());
  database.handle_.reset(handle);
  if (code != SQLITE_OK)
    return database.failure("open", code,
                            handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle));
  sqlite3_extended_result_codes(handle, 1);
  TRY(database.set_up(options));
  return database;
}

Result<void> Database::set_up(const DatabaseOptions& options) {
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(options.busy_timeout.count()));
  const bool wal = options.journal == DatabaseOptions::Journal::Wal;
  const std::string_view mode = wal ? "wal" : "truncate";
  if (options.access == DatabaseOptions::Access::Write) {
    Query set = TRY(query(wal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = TRUNCATE"));
    TRY(set.step());
    if (set.bytes_view(0) != mode) return failure("open", SQLITE_CANTOPEN, "no such journal mode");
  }
  // A temporary file would hold personal data outside the data directory.
  TRY(execute(fmt::format(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
      "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
      "PRAGMA trusted_schema = OFF; PRAGMA wal_autocheckpoint = {};"
      "PRAGMA query_only = {}",
      options.wal_checkpoint_pages, options.access == DatabaseOptions::Access::ReadOnly ? 1 : 0)));
  return {};
}

Result<Query> Database::prepare(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure("use");
    found = statements_.emplace(std::string(sql), statement).first;
  }
  CHECK(sqlite3_stmt_busy(found->second.get()) == 0);
  return Query(this, found->second.get());
}

Result<void> Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return failure("use");
}

int64_t Database::last_insert_rowid() const { return sqlite3_last_insert_rowid(handle_.get()); }
int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }

Result<void> Database::transact(Begin how, const std::function<Result<void>()>& work) {
  TRY(run(how == Begin::Write ? "BEGIN IMMEDIATE" : "BEGIN"));
  Result<void> outcome = work();
  if (outcome) outcome = commit();
  if (!outcome) roll_back();
  return outcome;
}

Result<void> Database::commit() {
  const Result<int64_t> committed = run("COMMIT");
  if (committed) return {};
  roll_back();
  bury_failed_commit();
  return unexpected<Error>(committed.error());
}

void Database::roll_back() {
  // SQLite rolls back by itself after some errors.
  if (sqlite3_get_autocommit(handle_.get()) != 0) return;
  const Result<int64_t> rolled_back = run("ROLLBACK");
  // It writes nothing in WAL mode; with a rollback journal a failure leaves a hot journal, which
  // the next reader plays back.
  static_cast<void>(rolled_back);
}

// A commit whose fsync failed has its frames in the WAL, whole: a crash right now would bring it
// back at the next start. Another commit puts its own frames in their place.
void Database::bury_failed_commit() {
  const Result<int64_t> begun = run("BEGIN IMMEDIATE");
  if (!begun) return;
  Result<void> buried = [this]() -> Result<void> {
    int64_t version = 0;
    {
      Query current = TRY(query("PRAGMA user_version"));
      if (TRY(current.step())) version = current.integer(0);
    }
    TRY(execute(fmt::format("PRAGMA user_version = {}", version)));
    TRY(run("COMMIT"));
    return {};
  }();
  if (!buried) roll_back();
}

Result<void> Database::truncate_wal() {
  const int code = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                             nullptr, nullptr);
  if (code != SQLITE_OK) return failure("empty the WAL of");
  return {};
}

Result<void> Database::rewrite() {
  TRY(run("VACUUM"));
  return truncate_wal();
}

unexpected<Error> Database::failure(std::string_view tried) const {
  return failure(tried, sqlite3_extended_errcode(handle_.get()), sqlite3_errmsg(handle_.get()));
}

unexpected<Error> Database::failure(std::string_view tried, int code, std::string_view why) const {
  return fail(code_of(code), "{} {} \"{}\": {}", tried, name_, path_.string(), why);
}

}  // namespace glassjar::storage::sqlite

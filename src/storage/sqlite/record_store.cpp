// Transactions over one writer connection and a pool of readers.
#include "storage/sqlite/record_store.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/mutex.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/migrations.h"
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

class SqliteTransaction final : public Transaction {
 public:
  explicit SqliteTransaction(Database& database)
      : sites_(database),
        staff_(database),
        jars_(database),
        conversations_(database),
        lessons_(database),
        access_events_(database),
        daily_counts_(database),
        imports_(database),
        audits_(database) {}

  Sites& sites() override { return sites_; }
  StaffRecords& staff() override { return staff_; }
  Jars& jars() override { return jars_; }
  Conversations& conversations() override { return conversations_; }
  Lessons& lessons() override { return lessons_; }
  AccessEvents& access_events() override { return access_events_; }
  DailyCounts& daily_counts() override { return daily_counts_; }
  Imports& imports() override { return imports_; }
  SiteAudits& audits() override { return audits_; }

 private:
  SqliteSites sites_;
  SqliteStaffRecords staff_;
  SqliteJars jars_;
  SqliteConversations conversations_;
  SqliteLessons lessons_;
  SqliteAccessEvents access_events_;
  SqliteDailyCounts daily_counts_;
  SqliteImports imports_;
  SqliteSiteAudits audits_;
};

// The connections for reading, each lent to one thread at a time.
class ReaderPool {
 public:
  explicit ReaderPool(std::vector<std::unique_ptr<Database>> readers)
      : count_(readers.size()), idle_(std::move(readers)) {}

  // Waits for a free one; null when none came in time.
  std::unique_ptr<Database> take(std::chrono::milliseconds patience) {
    auto idle = idle_.lock();
    if (!returned_.wait_for(idle.underlying(), patience, [&] { return !idle->empty(); }))
      return nullptr;
    std::unique_ptr<Database> reader = std::move(idle->back());
    idle->pop_back();
    return reader;
  }
  void give_back(std::unique_ptr<Database> reader) {
    idle_.lock()->push_back(std::move(reader));
    returned_.notify_one();
  }
  size_t count() const { return count_; }

 private:
  size_t count_;
  Mutex<std::vector<std::unique_ptr<Database>>> idle_;
  std::condition_variable returned_;
};

// Readers that go back to their pool.
class Loan {
 public:
  explicit Loan(ReaderPool& pool) : pool_(pool) {}
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;
  ~Loan() {
    for (auto& reader : taken_) pool_.give_back(std::move(reader));
  }
  // Null when none came free in time.
  Database* take(std::chrono::milliseconds patience) {
    std::unique_ptr<Database> reader = pool_.take(patience);
    if (reader == nullptr) return nullptr;
    return taken_.emplace_back(std::move(reader)).get();
  }

 private:
  ReaderPool& pool_;
  std::vector<std::unique_ptr<Database>> taken_;
};

}  // namespace

struct SqliteRecordStore::Parts {
  Mutex<Database> writer;
  ReaderPool readers;
  std::chrono::milliseconds patience;
};

SqliteRecordStore::SqliteRecordStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteRecordStore::~SqliteRecordStore() = default;

Result<std::unique_ptr<SqliteRecordStore>> SqliteRecordStore::open(
    const std::filesystem::path& path, const RecordStoreOptions& options) {
  CHECK(options.readers > 0);
  DatabaseOptions of_database{
      .name = "records database", .busy_timeout = options.patience, .vfs = options.vfs};
  Database writer = TRY(Database::open(path, of_database));
  TRY(migrate(writer, records_migrations()));
  of_database.access = DatabaseOptions::Access::ReadOnly;
  std::vector<std::unique_ptr<Database>> readers;
  while (readers.size() < options.readers)
    readers.push_back(std::make_unique<Database>(TRY(Database::open(path, of_database))));
  auto parts = std::unique_ptr<Parts>(new Parts{Mutex<Database>(std::move(writer)),
                                                ReaderPool(std::move(readers)), options.patience});
  return std::unique_ptr<SqliteRecordStore>(new SqliteRecordStore(std::move(parts)));
}

Result<void> SqliteRecordStore::transact(const std::function<Result<void>(Transaction&)>& work) {
  auto writer = parts_->writer.lock();
  return writer->transact(Database::Begin::Write, [&] {
    SqliteTransaction transaction(*writer);
    return work(transaction);
  });
}

Result<void> SqliteRecordStore::read(const std::function<Result<void>(Transaction&)>& work) {
  Loan loan(parts_->readers);
  Database* reader = loan.take(parts_->patience);
  if (reader == nullptr)
    return fail(ErrorCode::Unavailable, "read records database: all connections are busy");
  return reader->transact(Database::Begin::Read, [&] {
    SqliteTransaction transaction(*reader);
    return work(transaction);
  });
}

Result<void> SqliteRecordStore::purge() {
  auto writer = parts_->writer.lock();
  // A reader at an older state would need the WAL; with every connection in hand there is none.
  Loan all(parts_->readers);
  for (size_t i = 0; i < parts_->readers.count(); ++i)
    if (all.take(parts_->patience) == nullptr)
      return fail(ErrorCode::Unavailable,
                  "purge records database \"{}\": readers did not finish in time",
                  writer->path().string());
  return writer->rewrite();
}

Result<void> expect_one(Result<int64_t> changed, const char* noun) {
  if (TRY(std::move(changed)) == 1) return {};
  return fail(ErrorCode::NotFound, "update {}: there is none with this id", noun);
}

}  // namespace glassjar::storage::sqlite

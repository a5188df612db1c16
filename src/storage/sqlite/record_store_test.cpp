// What is particular to records in SQLite: purged bytes, full disks, damaged and foreign files.
#include "storage/sqlite/record_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <future>
#include <random>

#include "storage/conformance/temp_directory.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/faulty_vfs.h"

namespace glassjar::storage::sqlite {
namespace {

using conformance::TempDirectory;
using model::JarId;
using model::SiteId;

constexpr const char* kMarker = "MarkedWordsOfAPerson";

std::unique_ptr<SqliteRecordStore> open_in(const TempDirectory& directory,
                                           const RecordStoreOptions& options = {}) {
  return SqliteRecordStore::open(directory.path() / "records.db", options).value();
}

Result<void> count_one(Transaction& t) {
  return t.daily_counts().add({{SiteId{1}, LocalDay(days(1)), "dropped", "bot", 1}});
}

uint64_t counted(SqliteRecordStore& store) {
  uint64_t count = 0;
  store
      .read([&](Transaction& t) -> Result<void> {
        for (const DailyCount& each :
             TRY(t.daily_counts().sum(SiteId{1}, LocalDay(days(1)), LocalDay(days(1)))))
          count += each.count;
        return {};
      })
      .value();
  return count;
}

std::vector<uint8_t> marked_body(size_t size) {
  std::string body = kMarker;
  body.resize(std::max(size, body.size()), 'x');
  return {body.begin(), body.end()};
}

// Conversations of two persons, written turn by turn so that their rows share pages, small and
// large (overflow pages), some of them changed later.
Result<void> talk(Transaction& t, std::mt19937& random, int round) {
  for (const JarId jar : {JarId{1}, JarId{2}}) {
    const bool marked = jar == JarId{1};
    const std::string path = fmt::format("/{}/{}", round, marked ? kMarker : "other");
    Conversation conversation{.jar = jar, .site = SiteId{1}, .path = path};
    conversation.id = TRY(t.conversations().add(conversation));
    const size_t size = random() % 5 == 0 ? 10'000 : random() % 600;
    const std::vector<uint8_t> body = marked ? marked_body(size) : std::vector<uint8_t>(size, 'y');
    TRY(t.conversations().add_message({.conversation = conversation.id, .sealed_body = body}));
    conversation.path += std::string(random() % 200, 'z');
    conversation.changed = TimePoint(microseconds(random()));
    TRY(t.conversations().update(conversation));
    TRY(t.access_events().add({.jar = jar, .object = marked ? kMarker : "other"}));
  }
  return {};
}

Result<void> forget_first_person(Transaction& t) {
  TRY(t.conversations().remove_of_jar(JarId{1}));
  return t.access_events().remove_of_jar(JarId{1});
}

TEST(SqliteRecordStore, purging_leaves_no_byte_of_what_was_deleted) {
  const TempDirectory directory;
  auto store = open_in(directory);
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round)
    store->transact([&](Transaction& t) { return talk(t, random, round); }).value();
  EXPECT_FALSE(directory.files_with(kMarker).empty());
  store->transact(forget_first_person).value();
  store->purge().value();
  EXPECT_EQ(directory.files_with(kMarker), std::vector<std::string>());
  store.reset();
  EXPECT_EQ(directory.files_with(kMarker), std::vector<std::string>());
  store = open_in(directory);
  EXPECT_EQ(directory.files_with(kMarker), std::vector<std::string>());
  store
      ->read([](Transaction& t) -> Result<void> {
        EXPECT_EQ(TRY(t.conversations().of_jar(JarId{2})).size(), 300U);
        EXPECT_TRUE(TRY(t.conversations().of_jar(JarId{1})).empty());
        return {};
      })
      .value();
}

TEST(SqliteRecordStore, purging_forgets_an_imports_old_resume_state) {
  const TempDirectory directory;
  auto store = open_in(directory);
  store
      ->transact(
          [](Transaction& t) { return t.imports().put({.id = "a", .resume_state = kMarker}); })
      .value();
  store->transact([](Transaction& t) { return t.imports().put({.id = "a", .finished = true}); })
      .value();
  store->purge().value();
  EXPECT_EQ(directory.files_with(kMarker), std::vector<std::string>());
}

TEST(SqliteRecordStore, purging_waits_for_readers_but_not_for_ever) {
  const TempDirectory directory;
  auto store = open_in(directory, {.patience = milliseconds(50)});
  std::promise<void> reading;
  std::promise<void> finish;
  std::thread reader([&] {
    store
        ->read([&](Transaction&) -> Result<void> {
          reading.set_value();
          finish.get_future().wait();
          return {};
        })
        .value();
  });
  reading.get_future().wait();
  EXPECT_EQ(store->purge().error().code, ErrorCode::Unavailable);
  finish.set_value();
  reader.join();
  EXPECT_TRUE(store->purge().has_value());
}

TEST(SqliteRecordStore, purging_is_unavailable_while_another_program_reads) {
  const TempDirectory directory;
  auto store = open_in(directory, {.patience = milliseconds(50)});
  store->transact(count_one).value();
  Database other =
      Database::open(directory.path() / "records.db", {.access = DatabaseOptions::Access::ReadOnly})
          .value();
  {
    Query held = other.query("SELECT * FROM daily_counts").value();
    held.step().value();
    EXPECT_EQ(store->purge().error().code, ErrorCode::Unavailable);
  }
  EXPECT_TRUE(store->purge().has_value());
}

TEST(SqliteRecordStore, its_files_are_for_the_owner_alone) {
  const TempDirectory directory;
  auto store = open_in(directory);
  store->transact(count_one).value();
  for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
    struct stat status = {};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U) << entry.path();
  }
}

TEST(SqliteRecordStore, refuses_a_database_of_a_newer_program) {
  const TempDirectory directory;
  open_in(directory).reset();
  Database::open(directory.path() / "records.db", {})
      .value()
      .execute("PRAGMA user_version = 99")
      .value();
  const auto opened = SqliteRecordStore::open(directory.path() / "records.db");
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::Unavailable);
  EXPECT_NE(opened.error().message.find("it has version 99"), std::string::npos);
}

TEST(SqliteRecordStore, a_file_that_is_no_database_is_data_loss) {
  const TempDirectory directory;
  std::ofstream(directory.path() / "records.db") << std::string(10'000, 'x');
  const auto opened = SqliteRecordStore::open(directory.path() / "records.db");
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::DataLoss);
  EXPECT_NE(opened.error().message.find("records database"), std::string::npos);
}

TEST(SqliteRecordStore, a_directory_that_is_not_there_is_unavailable) {
  const auto opened = SqliteRecordStore::open("/nonexistent/records.db");
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::Unavailable);
}

// What a process killed right now would leave, opened again.
uint64_t counted_after_a_kill(const TempDirectory& directory) {
  const TempDirectory copy;
  directory.copy_to(copy);
  return counted(*open_in(copy));
}

// Fails the n-th write or fsync of a transaction, for each n until one comes through.
void fail_each_operation_of_a_transaction(int code) {
  FaultyVfs disk;
  for (int n = 1;; ++n) {
    const TempDirectory directory;
    auto store = open_in(directory, {.vfs = disk.name()});
    store->transact(count_one).value();
    disk.fail_at(n, code, FaultyVfs::After::Recovers);
    const Result<void> outcome = store->transact(count_one);
    if (!disk.fired()) {
      EXPECT_GT(n, 2);  // a transaction writes and syncs at least
      disk.heal();
      return;
    }
    // A failed checkpoint after the commit is no failure of the transaction.
    const uint64_t kept = outcome.has_value() ? 2 : 1;
    EXPECT_TRUE(outcome.has_value() || outcome.error().code == ErrorCode::Unavailable) << n;
    EXPECT_EQ(counted(*store), kept) << n;
    EXPECT_EQ(counted_after_a_kill(directory), kept) << n;
    store->transact(count_one).value();
    EXPECT_EQ(counted_after_a_kill(directory), kept + 1) << n;
    store = nullptr;
    EXPECT_EQ(counted(*open_in(directory)), kept + 1) << n;
  }
}

TEST(SqliteRecordStore, survives_a_failure_at_each_operation) {
  fail_each_operation_of_a_transaction(SQLITE_IOERR_FSYNC);
}

TEST(SqliteRecordStore, survives_a_full_disk_at_each_operation) {
  fail_each_operation_of_a_transaction(SQLITE_FULL);
}

TEST(SqliteRecordStore, works_again_once_the_disk_does) {
  FaultyVfs disk;
  const TempDirectory directory;
  auto store = open_in(directory, {.vfs = disk.name()});
  store->transact(count_one).value();
  disk.fail_at(1, SQLITE_FULL, FaultyVfs::After::StaysBroken);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(store->transact(count_one).error().code, ErrorCode::Unavailable);
  EXPECT_EQ(counted(*store), 1U);
  EXPECT_EQ(store->purge().error().code, ErrorCode::Unavailable);
  disk.heal();
  store->transact(count_one).value();
  store->purge().value();
  EXPECT_EQ(counted_after_a_kill(directory), 2U);
}

TEST(SqliteRecordStore, a_purge_that_fails_at_any_operation_loses_nothing) {
  FaultyVfs disk;
  // The first operations one by one, then samples: most are the same write of another page.
  for (int n = 1;; n += n < 10 ? 1 : 6) {
    const TempDirectory directory;
    auto store = open_in(directory, {.vfs = disk.name()});
    store->transact(count_one).value();
    disk.fail_at(n, SQLITE_IOERR_WRITE, FaultyVfs::After::Recovers);
    const Result<void> outcome = store->purge();
    if (!disk.fired()) {
      EXPECT_GT(n, 2);
      disk.heal();
      return;
    }
    EXPECT_FALSE(outcome.has_value()) << n;
    EXPECT_EQ(counted_after_a_kill(directory), 1U) << n;
    store->purge().value();
    EXPECT_EQ(counted(*store), 1U) << n;
  }
}

}  // namespace
}  // namespace glassjar::storage::sqlite

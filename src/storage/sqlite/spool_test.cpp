// What is particular to the spool in SQLite: groups, kills, full disks, purged bytes.
#include "storage/sqlite/spool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "storage/conformance/temp_directory.h"
#include "storage/sqlite/batch.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/faulty_vfs.h"

namespace glassjar::storage::sqlite {
namespace {

using conformance::TempDirectory;

constexpr size_t kEverything = size_t{1} << 30;
constexpr const char* kMarker = "MarkedPayload";

class SqliteSpoolTest : public testing::Test {
 protected:
  std::unique_ptr<SqliteSpool> open(const SpoolOptions& options = {}) {
    return open_in(directory_, options);
  }
  std::unique_ptr<SqliteSpool> open_in(const TempDirectory& directory,
                                       const SpoolOptions& options = {}) {
    return SqliteSpool::open(directory.path() / "spool.db", random_, options).value();
  }
  // The payloads that a process killed right now would leave.
  std::vector<std::string> left_by_a_kill(const TempDirectory& directory) {
    const TempDirectory copy;
    directory.copy_to(copy);
    const std::vector<SpoolEntry> entries = open_in(copy)->read(0, kEverything).value();
    std::vector<std::string> payloads;
    for (const SpoolEntry& entry : entries) payloads.push_back(entry.payload);
    return payloads;
  }

  TempDirectory directory_;
  SystemRandom random_;
};

using Payloads = std::vector<std::string>;

TEST_F(SqliteSpoolTest, numbers_of_a_new_file_begin_where_told) {
  EXPECT_EQ(open({.first_seq_if_new = 500})->append_and_wait("one").value(), 500U);
  EXPECT_EQ(open({.first_seq_if_new = 900})->append_and_wait("two").value(), 501U);
}

TEST_F(SqliteSpoolTest, two_new_files_have_two_ids) {
  const TempDirectory other;
  EXPECT_NE(open()->id(), open_in(other)->id());
  EXPECT_NE(open()->id(), 0U);
}

TEST_F(SqliteSpoolTest, keeps_entries_after_a_kill) {
  auto spool = open();
  spool->append_and_wait("one").value();
  spool->append_and_wait("two").value();
  EXPECT_EQ(left_by_a_kill(directory_), (Payloads{"one", "two"}));
}

TEST_F(SqliteSpoolTest, commits_what_is_queued_when_it_closes) {
  std::atomic<int> durable = 0;
  {
    auto spool = open();
    for (int i = 0; i < 100; ++i)
      spool->append("x", 1, [&](const Result<void>& outcome) { durable += outcome.has_value(); });
  }
  EXPECT_EQ(durable, 100);
  EXPECT_EQ(open()->read(0, kEverything).value().size(), 100U);
}

TEST_F(SqliteSpoolTest, commits_what_waits_in_one_batch) {
  {
    auto spool = open();
    std::promise<void> go_on;
    std::shared_future<void> gate = go_on.get_future().share();
    // Holds the committing thread, so that the next hundred wait together.
    spool->append("first", 1, [gate](const Result<void>&) { gate.wait(); });
    while (spool->next_seq() == 1) std::this_thread::yield();
    for (int i = 0; i < 100; ++i) spool->append("x", 1, [](const Result<void>&) {});
    go_on.set_value();
  }
  Database file = Database::open(directory_.path() / "spool.db", {}).value();
  Query rows = file.query("SELECT count(*), max(width) FROM batches").value();
  ASSERT_TRUE(rows.step().value());
  EXPECT_EQ(rows.integer(0), 2);
  EXPECT_EQ(rows.integer(1), 100);
}

TEST_F(SqliteSpoolTest, commits_in_one_batch_what_is_queued_before_its_waking_runs) {
  std::vector<std::function<void()>> wakes;
  std::atomic<int> durable = 0;
  {
    auto spool = open(
        {.around_wakes = [&](std::function<void()> wake) { wakes.push_back(std::move(wake)); }});
    const auto append = [&] {
      spool->append("x", 1, [&](const Result<void>& outcome) { durable += outcome.has_value(); });
    };
    for (int i = 0; i < 100; ++i) append();
    ASSERT_EQ(wakes.size(), 1U);
    wakes[0]();
    while (durable < 100) std::this_thread::yield();
    append();
    EXPECT_EQ(wakes.size(), 2U);  // it closes without: nothing is lost
  }
  EXPECT_EQ(durable, 101);
  Database file = Database::open(directory_.path() / "spool.db", {}).value();
  Query rows = file.query("SELECT count(*), max(width) FROM batches").value();
  ASSERT_TRUE(rows.step().value());
  EXPECT_EQ(rows.integer(0), 2);
  EXPECT_EQ(rows.integer(1), 100);
}

TEST_F(SqliteSpoolTest, splits_groups_at_their_size_and_takes_larger_entries_alone) {
  {
    auto spool = open({.group_bytes_max = 1000});
    for (const size_t size : {400, 400, 400, 5000, 10})
      spool->append(std::string(size, 'x'), 1, [](const Result<void>&) {});
  }
  const auto entries = open()->read(0, kEverything).value();
  ASSERT_EQ(entries.size(), 5U);
  EXPECT_EQ(entries[3].payload.size(), 5000U);
  Database file = Database::open(directory_.path() / "spool.db", {}).value();
  Query rows = file.query("SELECT count(*) FROM batches").value();
  ASSERT_TRUE(rows.step().value());
  EXPECT_GE(rows.integer(0), 4);
}

TEST_F(SqliteSpoolTest, refuses_at_once_what_would_queue_too_much) {
  auto spool = open({.queued_bytes_max = 1000});
  std::promise<void> go_on;
  std::shared_future<void> gate = go_on.get_future().share();
  spool->append("first", 1, [gate](const Result<void>&) { gate.wait(); });
  while (spool->next_seq() == 1) std::this_thread::yield();
  std::atomic<bool> refused = false;
  spool->append(std::string(900, 'x'), 1,
                [](const Result<void>& r) { EXPECT_TRUE(r.has_value()); });
  spool->append(std::string(200, 'x'), 1, [&](const Result<void>& outcome) {
    refused = !outcome && outcome.error().code == ErrorCode::Unavailable;
  });
  EXPECT_TRUE(refused);
  go_on.set_value();
  spool.reset();
  EXPECT_EQ(open()->read(0, kEverything).value().size(), 2U);
}

TEST_F(SqliteSpoolTest, a_purging_trim_leaves_no_byte_of_what_is_below) {
  auto spool = open();
  // Marked and other entries share batches; some are larger than a page.
  std::atomic<int> waiting = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string size(i % 50 == 0 ? 10'000 : i % 700, 'x');
    ++waiting;
    spool->append(kMarker + size, 1, [&](const Result<void>&) { --waiting; });
  }
  while (waiting > 0) std::this_thread::yield();
  const uint64_t next = spool->next_seq();
  spool->append_and_wait("kept").value();
  EXPECT_FALSE(directory_.files_with(kMarker).empty());
  spool->trim(next / 2, Spool::Trim::Lazy).value();
  spool->trim(next, Spool::Trim::Purge).value();
  EXPECT_EQ(directory_.files_with(kMarker), Payloads());
  EXPECT_EQ(spool->read(0, kEverything).value().size(), 1U);
  spool.reset();
  EXPECT_EQ(directory_.files_with(kMarker), Payloads());
  spool = open();
  EXPECT_EQ(directory_.files_with(kMarker), Payloads());
}

TEST_F(SqliteSpoolTest, a_purge_cuts_the_batch_it_reaches_into) {
  auto spool = open();
  std::promise<void> go_on;
  std::shared_future<void> gate = go_on.get_future().share();
  spool->append("first", 1, [gate](const Result<void>&) { gate.wait(); });
  while (spool->next_seq() == 1) std::this_thread::yield();
  spool->append(kMarker, 2, [](const Result<void>&) {});
  spool->append("kept", 2, [](const Result<void>&) {});
  go_on.set_value();
  while (spool->next_seq() < 6) std::this_thread::yield();
  spool->trim(4, Spool::Trim::Purge).value();
  EXPECT_EQ(directory_.files_with(kMarker), Payloads());
  const auto entries = spool->read(0, kEverything).value();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].seq, 4U);
  EXPECT_EQ(entries[0].width, 2U);
  EXPECT_EQ(entries[0].payload, "kept");
}

TEST_F(SqliteSpoolTest, lazily_trimmed_rows_go_with_time) {
  auto spool = open();
  for (int i = 0; i < 40; ++i) spool->append_and_wait("x").value();
  spool->trim(31, Spool::Trim::Lazy).value();
  while (spool->read(0, kEverything).value().size() > 10) std::this_thread::yield();
  EXPECT_EQ(spool->read(0, kEverything).value().at(0).seq, 31U);
}

// Fails the n-th write or fsync of an append, for each n until one comes through.
TEST_F(SqliteSpoolTest, survives_a_failure_at_each_operation) {
  FaultyVfs disk;
  for (const int code : {SQLITE_IOERR_FSYNC, SQLITE_FULL}) {
    for (int n = 1;; ++n) {
      const TempDirectory directory;
      auto spool = open_in(directory, {.vfs = disk.name()});
      spool->append_and_wait("one").value();
      disk.fail_at(n, code, FaultyVfs::After::Recovers);
      const Result<uint64_t> outcome = spool->append_and_wait(std::string(9000, 'x'));
      if (!disk.fired()) {
        EXPECT_GT(n, 2);
        disk.heal();
        break;
      }
      ASSERT_FALSE(outcome.has_value()) << n;
      EXPECT_EQ(outcome.error().code, ErrorCode::Unavailable);
      EXPECT_EQ(left_by_a_kill(directory), Payloads{"one"}) << n;
      EXPECT_GE(spool->append_and_wait("three").value(), 2U);
      EXPECT_EQ(left_by_a_kill(directory), (Payloads{"one", "three"})) << n;
      spool.reset();
      EXPECT_EQ(open_in(directory)->read(0, kEverything).value().size(), 2U) << n;
    }
  }
}

TEST_F(SqliteSpoolTest, refuses_while_the_disk_is_full_and_goes_on_after) {
  FaultyVfs disk;
  auto spool = open({.vfs = disk.name()});
  disk.fail_at(1, SQLITE_FULL, FaultyVfs::After::StaysBroken);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(spool->append_and_wait("lost").error().code, ErrorCode::Unavailable);
  EXPECT_TRUE(spool->read(0, kEverything).value().empty());
  disk.heal();
  spool->append_and_wait("kept").value();
  EXPECT_EQ(left_by_a_kill(directory_), Payloads{"kept"});
}

TEST(Batch, damaged_bytes_are_data_loss) {
  Batch batch{.first_seq = 10};
  batch.add(2, "abc");
  batch.add(1, "");
  EXPECT_EQ(entries_of(10, 3, batch.bytes, 0, kEverything).value().size(), 2U);
  const auto code = [](uint64_t width, std::string_view bytes) {
    return entries_of(10, width, bytes, 0, kEverything).error().code;
  };
  EXPECT_EQ(code(2, batch.bytes), ErrorCode::DataLoss);
  EXPECT_EQ(code(4, batch.bytes), ErrorCode::DataLoss);
  for (size_t size = 0; size < batch.bytes.size(); ++size)
    EXPECT_EQ(code(3, std::string_view(batch.bytes).substr(0, size)), ErrorCode::DataLoss) << size;
  EXPECT_EQ(code(3, std::string_view("\0\1a", 3)), ErrorCode::DataLoss);
}

}  // namespace
}  // namespace glassjar::storage::sqlite

// What survives: kills at any moment, a full disk, files that were never listed; and what does
// not: the bytes of erased rows.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "base/file.h"
#include "base/random.h"
#include "storage/conformance/event_store_conformance.h"
#include "storage/conformance/temp_directory.h"
#include "storage/duckdb/event_store.h"

namespace glassjar::storage::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

constexpr uint64_t kRowsInBatch = 40;

// The batch that begins at `first`, always the same: rows of two months in turn.
Batch batch_from(uint64_t first, uint64_t count = kRowsInBatch) {
  std::vector<model::Event> rows;
  for (uint64_t seq = first; seq < first + count; ++seq)
    rows.push_back(pageview(seq, seq, seq, seq % 2 ? "2026-03-02T10:00" : "2026-04-02T10:00",
                            "/page/" + std::to_string(seq)));
  return batch_of(std::move(rows));
}

double count_rows(EventStore& store) {
  return store.aggregate(ask("2026-03-01", "2026-04-30", {model::Metric::Events}))
      .value()
      .rows.at(0)
      .metrics.at(0)
      .value();
}

std::unique_ptr<duckdb::EventStore> open_store(const TempDirectory& directory, Random& random) {
  return duckdb::EventStore::open(directory.path() / "events", {}, random).value();
}

// In a child: applies batches from the store's position on, telling each new position, until
// killed.
[[noreturn]] void apply_until_killed(const TempDirectory& directory, int told) {
  SystemRandom random;
  const auto store = open_store(directory, random);
  for (uint64_t next = std::max<uint64_t>(store->applied_below(kSpool).value(), 1);;
       next += kRowsInBatch) {
    const Batch batch = batch_from(next);
    if (!store->apply(batch)) _exit(1);
    if (::write(told, &batch.next_seq, sizeof batch.next_seq) != sizeof batch.next_seq) _exit(1);
  }
}

// The last position a child told before it was killed, `delay` after its first.
uint64_t position_when_killed(const TempDirectory& directory, milliseconds delay) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) apply_until_killed(directory, ends[1]);
  ::close(ends[1]);
  uint64_t last = 0;
  uint64_t told = 0;
  if (::read(ends[0], &told, sizeof told) == sizeof told) last = told;
  std::this_thread::sleep_for(delay);
  ::kill(child, SIGKILL);
  while (::read(ends[0], &told, sizeof told) == sizeof told) last = told;
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return last;
}

TEST(DuckdbDurability, acknowledged_batches_survive_a_kill_at_any_moment) {
  const TempDirectory directory;
  SystemRandom random;
  for (int i = 0; i < 8; ++i) {
    const uint64_t told = position_when_killed(directory, milliseconds(9 * i));
    ASSERT_GT(told, 0U);
    const auto store = open_store(directory, random);
    const uint64_t applied = store->applied_below(kSpool).value();
    const uint64_t touched = store->touched_below(kSpool).value();
    EXPECT_GE(applied, told);
    EXPECT_EQ(applied % kRowsInBatch, 1U);
    if (touched > applied) {
      EXPECT_EQ(touched, applied + kRowsInBatch);
      store->apply(batch_from(applied)).value();
    }
    EXPECT_EQ(count_rows(*store), static_cast<double>(store->applied_below(kSpool).value() - 1));
  }
}

// In a child, where file sizes can be limited: 0 if all is as it should be, else a step.
int step_that_fails_on_a_full_disk(const TempDirectory& directory, uint64_t checkpoint_wal_bytes) {
  constexpr uint64_t kRows = 6000;
  std::signal(SIGXFSZ, SIG_IGN);
  SystemRandom random;
  const auto store =
      duckdb::EventStore::open(directory.path() / "events",
                               {.checkpoint_wal_bytes = checkpoint_wal_bytes}, random)
          .value();
  uint64_t next = 1;
  if (!store->apply(batch_from(next, kRows))) return 1;
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small{.rlim_cur = 1 << 20, .rlim_max = limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  Result<void> applied;
  while (applied && next < 1'000'000) applied = store->apply(batch_from(next += kRows, kRows));
  if (applied) return 2;
  if (applied.error().code != ErrorCode::Unavailable) return 3;
  ::setrlimit(RLIMIT_FSIZE, &limit);
  if (!store->apply(batch_from(next, kRows))) return 4;
  const uint64_t position = store->applied_below(kSpool).value();
  if (position != next + kRows) return 5;
  return count_rows(*store) == static_cast<double>(position - 1) ? 0 : 6;
}

// Small WAL limits make checkpoints fail, large ones commits.
TEST(DuckdbDurability, a_full_disk_refuses_batches_until_there_is_room) {
  for (const uint64_t checkpoint_wal_bytes : {uint64_t{1} << 30, uint64_t{1}}) {
    const TempDirectory directory;
    const pid_t child = ::fork();
    if (child == 0) ::_exit(step_that_fails_on_a_full_disk(directory, checkpoint_wal_bytes));
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0) << checkpoint_wal_bytes;
  }
}

TEST(DuckdbDurability, readers_see_a_batch_of_two_months_as_a_whole) {
  const TempDirectory directory;
  SystemRandom random;
  const auto store = open_store(directory, random);
  store->apply(batch_from(1)).value();
  std::atomic<bool> done{false};
  std::atomic<int> cut{0};
  std::thread reader([&] {
    while (!done)
      if (static_cast<uint64_t>(count_rows(*store)) % kRowsInBatch != 0) ++cut;
  });
  for (uint64_t i = 1; i < 20; ++i) store->apply(batch_from(1 + i * kRowsInBatch)).value();
  done = true;
  reader.join();
  EXPECT_EQ(cut, 0);
}

TEST(DuckdbDurability, no_byte_of_an_erased_visitor_is_left) {
  constexpr uint64_t kId = 0x1122334455667788;
  const std::string id_bytes("\x88\x77\x66\x55\x44\x33\x22\x11", 8);
  const TempDirectory directory;
  SystemRandom random;
  const auto store = open_store(directory, random);
  Batch batch = batch_from(1);
  for (const size_t at : {3U, 10U, 21U}) {
    batch.rows[at].visitor = model::VisitorId{kId};
    batch.rows[at].path = "/a-page-that-names-somebody";
    batch.rows[at].props = {{"plan", "a-plan-of-somebody"}};
  }
  store->apply(batch).value();
  store->maintain(kSite, day("2026-05-01")).value();
  const std::vector<std::string> marks = {id_bytes, "names-somebody", "plan-of-somebody"};
  for (const std::string& mark : marks) EXPECT_FALSE(directory.files_with(mark).empty());
  const uint64_t changed =
      store->remove({{.site = kSite, .visitor = model::VisitorId{kId}}}).value();
  EXPECT_EQ(changed, 3U);
  for (const std::string& mark : marks) EXPECT_THAT(directory.files_with(mark), IsEmpty());
  EXPECT_EQ(count_rows(*store), static_cast<double>(kRowsInBatch - 3));
}

TEST(DuckdbDurability, anonymised_and_unlinked_ids_are_gone_too) {
  const TempDirectory directory;
  SystemRandom random;
  const auto store = open_store(directory, random);
  Batch batch = batch_from(1);
  batch.rows[0].visitor = model::VisitorId{0x1122334455667788};
  batch.rows[1].visitor = model::VisitorId{0x2122334455667788};
  store->apply(batch).value();
  using enum RemovalLogged::How;
  store
      ->remove({{.site = kSite, .visitor = batch.rows[0].visitor, .how = Anonymise},
                {.site = kSite, .visitor = batch.rows[1].visitor, .how = Unlink}})
      .value();
  EXPECT_THAT(directory.files_with("\x77\x66\x55\x44\x33\x22\x11"), IsEmpty());
  EXPECT_THAT(directory.files_with("\x77\x66\x55\x44\x33\x22\x21"), IsEmpty());
}

TEST(DuckdbDurability, a_generation_that_was_never_listed_is_deleted_at_start) {
  const TempDirectory directory;
  SystemRandom random;
  open_store(directory, random)->apply(batch_from(1)).value();
  const auto unlisted = directory.path() / "events" / "2026-03.g2.duckdb";
  std::ofstream(unlisted) << "half a rewrite";
  std::ofstream(unlisted.string() + ".wal") << "of somebody";
  const auto store = open_store(directory, random);
  EXPECT_FALSE(std::filesystem::exists(unlisted));
  EXPECT_FALSE(std::filesystem::exists(unlisted.string() + ".wal"));
  EXPECT_EQ(count_rows(*store), static_cast<double>(kRowsInBatch));
}

TEST(DuckdbDurability, a_lost_file_and_a_damaged_manifest_are_told) {
  const TempDirectory directory;
  SystemRandom random;
  open_store(directory, random)->apply(batch_from(1)).value();
  const auto events = directory.path() / "events";
  std::filesystem::remove(events / "2026-03.g1.duckdb");
  EXPECT_EQ(duckdb::EventStore::open(events, {}, random).error().code, ErrorCode::DataLoss);
  replace_file(events / "manifest", "2026-03 1\n").value();
  EXPECT_EQ(duckdb::EventStore::open(events, {}, random).error().code, ErrorCode::DataLoss);
}

}  // namespace
}  // namespace glassjar::storage::conformance

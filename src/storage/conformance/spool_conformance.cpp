// The suite of Spool.
#include "storage/conformance/spool_conformance.h"

#include <atomic>
#include <map>
#include <thread>

#include "base/clock.h"
#include "base/mutex.h"

namespace glassjar::storage::conformance {
namespace {

constexpr size_t kEverything = size_t{1} << 30;

std::vector<std::string> payloads_of(const std::vector<SpoolEntry>& entries) {
  std::vector<std::string> payloads;
  for (const SpoolEntry& entry : entries) payloads.push_back(entry.payload);
  return payloads;
}

// Several threads, each appending "thread:n" with growing n and widths of 1 to 3.
void append_from_threads(Spool& spool, int threads, int appends_each) {
  std::vector<std::thread> running;
  for (int thread = 0; thread < threads; ++thread)
    running.emplace_back([&spool, thread, appends_each] {
      for (int i = 0; i < appends_each; ++i) {
        const auto width = static_cast<uint32_t>(1 + i % 3);
        EXPECT_TRUE(spool.append_and_wait(fmt::format("{}:{}", thread, i), width).has_value());
      }
    });
  for (std::thread& each : running) each.join();
}

// Entries follow each other without a gap, and each thread's in the order it appended them.
void expect_in_order(const std::vector<SpoolEntry>& entries, uint64_t first_seq) {
  std::map<std::string, int> next_of_thread;
  uint64_t next_seq = first_seq;
  for (const SpoolEntry& entry : entries) {
    EXPECT_EQ(entry.seq, next_seq);
    next_seq += entry.width;
    const size_t colon = entry.payload.find(':');
    EXPECT_EQ(std::stoi(entry.payload.substr(colon + 1)),
              next_of_thread[entry.payload.substr(0, colon)]++);
  }
}

}  // namespace

// Programs that link this library for another suite need not run this one.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SpoolConformance);

std::string spool_suite_name(const testing::TestParamInfo<MakeSpool>&) { return "Spool"; }

TEST_P(SpoolConformance, reads_back_what_was_appended) {
  const std::string bytes("\0\xff two", 6);
  const uint64_t first = spool().append_and_wait("one", 3).value();
  EXPECT_EQ(spool().append_and_wait(bytes).value(), first + 3);
  EXPECT_EQ(spool().next_seq(), first + 4);
  const auto entries = spool().read(first, kEverything).value();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].seq, first);
  EXPECT_EQ(entries[0].width, 3U);
  EXPECT_EQ(entries[0].payload, "one");
  EXPECT_EQ(entries[1].seq, first + 3);
  EXPECT_EQ(entries[1].payload, bytes);
}

TEST_P(SpoolConformance, reads_nothing_when_caught_up) {
  EXPECT_TRUE(spool().read(0, kEverything).value().empty());
  spool().append_and_wait("one").value();
  EXPECT_TRUE(spool().read(spool().next_seq(), kEverything).value().empty());
}

TEST_P(SpoolConformance, reads_from_the_given_number_on) {
  spool().append_and_wait("one", 2).value();
  const uint64_t second = spool().append_and_wait("two", 2).value();
  EXPECT_EQ(payloads_of(spool().read(second, kEverything).value()),
            std::vector<std::string>{"two"});
  EXPECT_EQ(payloads_of(spool().read(second - 1, kEverything).value()),
            std::vector<std::string>{"two"});
  EXPECT_TRUE(spool().read(second + 1, kEverything).value().empty());
}

TEST_P(SpoolConformance, pages_by_bytes_without_losing_any) {
  std::atomic<int> waiting = 0;
  const uint64_t first = spool().next_seq();
  for (int i = 0; i < 100; ++i) {
    ++waiting;
    spool().append("0:" + std::to_string(i), 1, [&](const Result<void>&) { --waiting; });
  }
  spool().append_and_wait(std::string(5000, 'x')).value();
  while (waiting > 0) std::this_thread::yield();
  std::vector<SpoolEntry> all;
  for (uint64_t from = first;;) {
    const auto page = spool().read(from, 50).value();
    if (page.empty()) break;
    EXPECT_LE(page.size(), 50U);
    all.insert(all.end(), page.begin(), page.end());
    from = all.back().seq + all.back().width;
  }
  ASSERT_EQ(all.size(), 101U);
  EXPECT_EQ(all.back().payload.size(), 5000U);
  all.pop_back();
  expect_in_order(all, first);
}

TEST_P(SpoolConformance, an_empty_page_size_still_gives_an_entry) {
  const uint64_t seq = spool().append_and_wait("one").value();
  EXPECT_EQ(spool().read(seq, 0).value().size(), 1U);
}

TEST_P(SpoolConformance, keeps_the_order_of_many_appenders) {
  const uint64_t first = spool().next_seq();
  append_from_threads(spool(), 8, 50);
  const auto entries = spool().read(first, kEverything).value();
  EXPECT_EQ(entries.size(), 400U);
  expect_in_order(entries, first);
}

TEST_P(SpoolConformance, calls_done_once_in_the_order_of_appends) {
  Mutex<std::vector<int>> done;
  for (int i = 0; i < 200; ++i)
    spool().append("x", 1, [&done, i](const Result<void>& outcome) {
      EXPECT_TRUE(outcome.has_value());
      done.lock()->push_back(i);
    });
  spool().append_and_wait("last").value();
  const auto order = done.lock();
  ASSERT_EQ(order->size(), 200U);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(order->at(static_cast<size_t>(i)), i);
}

TEST_P(SpoolConformance, can_be_read_while_appended_to) {
  const uint64_t first = spool().next_seq();
  std::thread appender([this] { append_from_threads(spool(), 2, 150); });
  std::vector<SpoolEntry> all;
  uint64_t from = first;
  while (all.size() < 300) {
    spool().wait_for(from, milliseconds(1000));
    const std::vector<SpoolEntry> page = spool().read(from, 200).value();
    all.insert(all.end(), page.begin(), page.end());
    if (!all.empty()) from = all.back().seq + all.back().width;
  }
  appender.join();
  expect_in_order(all, first);
}

TEST_P(SpoolConformance, a_wake_before_the_wait_is_not_lost) {
  spool().wake();
  const SystemClock clock;
  const auto began = clock.monotonic();
  spool().wait_for(spool().next_seq(), milliseconds(60'000));
  EXPECT_LT(clock.monotonic() - began, seconds(30));
}

TEST_P(SpoolConformance, waits_no_longer_than_told) {
  spool().wait_for(spool().next_seq(), milliseconds(1));
}

TEST_P(SpoolConformance, a_purging_trim_forgets_what_is_below) {
  spool().append_and_wait("one", 2).value();
  const uint64_t second = spool().append_and_wait("two", 2).value();
  spool().append_and_wait("three").value();
  EXPECT_TRUE(spool().trim(second, Spool::Trim::Purge).has_value());
  EXPECT_EQ(payloads_of(spool().read(0, kEverything).value()),
            (std::vector<std::string>{"two", "three"}));
  EXPECT_TRUE(spool().trim(second + 1, Spool::Trim::Purge).has_value());
  EXPECT_EQ(payloads_of(spool().read(0, kEverything).value()),
            (std::vector<std::string>{"two", "three"}));
}

TEST_P(SpoolConformance, a_lazy_trim_keeps_what_is_not_below) {
  spool().append_and_wait("one", 2).value();
  const uint64_t second = spool().append_and_wait("two").value();
  EXPECT_TRUE(spool().trim(second, Spool::Trim::Lazy).has_value());
  spool().append_and_wait("three").value();
  EXPECT_EQ(payloads_of(spool().read(second, kEverything).value()),
            (std::vector<std::string>{"two", "three"}));
}

TEST_P(SpoolConformance, numbers_rise_for_ever) {
  spool().append_and_wait("one", 5).value();
  const uint64_t id = spool().id();
  const uint64_t next = spool().next_seq();
  EXPECT_TRUE(spool().trim(next, Spool::Trim::Purge).has_value());
  EXPECT_TRUE(spool().read(0, kEverything).value().empty());
  reopen();
  EXPECT_EQ(spool().id(), id);
  EXPECT_EQ(spool().next_seq(), next);
  EXPECT_EQ(spool().append_and_wait("two").value(), next);
}

TEST_P(SpoolConformance, keeps_entries_when_opened_again) {
  const uint64_t first = spool().next_seq();
  append_from_threads(spool(), 2, 20);
  reopen();
  const auto entries = spool().read(first, kEverything).value();
  EXPECT_EQ(entries.size(), 40U);
  expect_in_order(entries, first);
}

}  // namespace glassjar::storage::conformance

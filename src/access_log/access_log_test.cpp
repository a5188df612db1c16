// Entries are written, shown newest first, handed over and erased with their person.
#include "access_log/access_log.h"

#include <gtest/gtest.h>

#include "storage/memory_stores.h"

namespace glassjar::access_log {
namespace {

constexpr model::JarId kJar{1};
constexpr model::JarId kOther{2};
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

class AccessLogTest : public testing::Test {
 protected:
  void record(model::JarId jar, std::string purpose, hours after) {
    ASSERT_TRUE(stores.records.transact([&](storage::Transaction& records) {
      return log.record(records, {.jar = jar,
                                  .at = kStart + after,
                                  .actor = storage::Actor::Staff,
                                  .staff = model::StaffId(3),
                                  .role = "service",
                                  .action = storage::AccessAction::View,
                                  .object = "conversation",
                                  .count = 1,
                                  .purpose = std::move(purpose)});
    }));
  }

  storage::MemoryStores stores;
  AccessLog log;
};

TEST_F(AccessLogTest, shows_a_jar_its_own_entries_newest_first) {
  record(kJar, "first", hours(0));
  record(kJar, "second", hours(1));
  record(kOther, "not yours", hours(2));
  ASSERT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
    const auto entries = TRY(log.of_jar(records, kJar));
    EXPECT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].purpose, "second");
    EXPECT_EQ(entries[1].purpose, "first");
    return {};
  }));
}

TEST_F(AccessLogTest, an_entry_of_a_failed_transaction_is_not_there_and_neither_is_the_reading) {
  stores.fail_next_commits(1);
  const auto failed = stores.records.transact([&](storage::Transaction& records) {
    return log.record(records, {.jar = kJar, .at = kStart, .object = "jar", .purpose = "p"});
  });
  EXPECT_EQ(failed.error().code, ErrorCode::Unavailable);
  ASSERT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
    EXPECT_TRUE(TRY(log.of_jar(records, kJar)).empty());
    return {};
  }));
}

TEST_F(AccessLogTest, hands_over_and_erases) {
  record(kJar, "answer", hours(0));
  record(kOther, "answer", hours(0));
  ASSERT_TRUE(stores.records.transact([&](storage::Transaction& records) -> Result<void> {
    const auto tables = TRY(log.export_person(records, kJar));
    EXPECT_EQ(tables.size(), 1u);
    EXPECT_EQ(tables[0].name, "openings");
    EXPECT_EQ(tables[0].rows,
              (std::vector<std::vector<std::string>>{{"2026-11-21T10:00:00Z", "staff", "service",
                                                      "view", "conversation", "1", "answer"}}));
    TRY(log.erase_person(records, kJar));
    EXPECT_TRUE(TRY(log.of_jar(records, kJar)).empty());
    EXPECT_EQ(TRY(log.of_jar(records, kOther)).size(), 1u);
    return {};
  }));
}

}  // namespace
}  // namespace glassjar::access_log

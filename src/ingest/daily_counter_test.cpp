// Counting what was left out, and handing it to the records.
#include "ingest/daily_counter.h"

#include <gtest/gtest.h>

#include "ingest/fake_records.h"

namespace glassjar::ingest {
namespace {

constexpr model::SiteId kSite{1};
constexpr LocalDay kDay{days(20'000)};

TEST(DailyCounter, adds_up_by_site_day_kind_and_label) {
  DailyCounter counter;
  FakeRecords records;
  counter.dropped(kSite, kDay, model::DropReason::Bot);
  counter.dropped(kSite, kDay, model::DropReason::Bot);
  counter.dropped(kSite, kDay + days(1), model::DropReason::Bot);
  ASSERT_TRUE(counter.flush(records));
  ASSERT_EQ(records.counts().size(), 2U);
  EXPECT_EQ(records.counts()[0].kind, "dropped");
  EXPECT_EQ(records.counts()[0].label, "bot");
  EXPECT_EQ(records.counts()[0].count, 2U);
}

TEST(DailyCounter, hands_each_count_over_once) {
  DailyCounter counter;
  FakeRecords records;
  counter.dropped(kSite, kDay, model::DropReason::Bot);
  ASSERT_TRUE(counter.flush(records));
  ASSERT_TRUE(counter.flush(records));
  EXPECT_EQ(records.counts().size(), 1U);
}

TEST(DailyCounter, keeps_its_counts_when_the_records_fail) {
  DailyCounter counter;
  FakeRecords records;
  counter.dropped(kSite, kDay, model::DropReason::SaidNo);
  records.fail_from_now_on();
  EXPECT_FALSE(counter.flush(records));
  counter.dropped(kSite, kDay, model::DropReason::SaidNo);
  records.mend();
  ASSERT_TRUE(counter.flush(records));
  ASSERT_EQ(records.counts().size(), 1U);
  EXPECT_EQ(records.counts()[0].count, 2U);
}

TEST(DailyCounter, bounds_the_names_that_clients_invent) {
  DailyCounter counter;
  FakeRecords records;
  for (int i = 0; i < 1'000; ++i) counter.undeclared_prop(kSite, kDay, "prop" + std::to_string(i));
  ASSERT_TRUE(counter.flush(records));
  EXPECT_EQ(records.counts().size(), DailyCounter::kLabelsMax + 1);
  uint64_t sum = 0;
  for (const auto& count : records.counts()) sum += count.count;
  EXPECT_EQ(sum, 1'000U);
}

}  // namespace
}  // namespace glassjar::ingest

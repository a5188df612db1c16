// What an audit proves of the declared list, and for how long.
#include "sites/last_audit.h"

#include <gtest/gtest.h>

#include "storage/memory_stores.h"

namespace glassjar::sites {
namespace {

constexpr model::SiteId kSite{1};

TimePoint at(int hour) { return TimePoint(hours(hour)); }

struct LastAuditTest : testing::Test {
  void keep(int hour, const std::string& declared, bool agrees) {
    ASSERT_TRUE(keep_audit(stores.records, kSite, {at(hour), "{}", declared, agrees}));
  }
  std::optional<TimePoint> proven() { return last_audit(stores.records, kSite).value()->proven; }

  storage::MemoryStores stores;
};

TEST_F(LastAuditTest, nothing_is_kept_before_the_first) {
  EXPECT_FALSE(last_audit(stores.records, kSite).value().has_value());
}

TEST_F(LastAuditTest, a_list_that_says_everything_is_proven) {
  keep(1, "[1]", /*agrees=*/true);
  EXPECT_EQ(proven(), at(1));
  keep(2, "[1]", /*agrees=*/true);
  EXPECT_EQ(proven(), at(2));
}

TEST_F(LastAuditTest, an_earlier_proof_stands_for_the_same_list_only) {
  keep(1, "[1]", /*agrees=*/true);
  keep(2, "[1]", /*agrees=*/false);
  EXPECT_EQ(proven(), at(1));
  keep(3, "[1,2]", /*agrees=*/false);
  EXPECT_EQ(proven(), std::nullopt);
}

TEST_F(LastAuditTest, no_list_proves_nothing) {
  keep(1, "", /*agrees=*/true);
  EXPECT_EQ(proven(), std::nullopt);
}

TEST_F(LastAuditTest, an_older_audit_does_not_replace_a_later_one) {
  keep(5, "[1]", /*agrees=*/true);
  const Result<void> older = keep_audit(stores.records, kSite, {at(4), "{}", "[1]", true});
  EXPECT_EQ(older.error().code, ErrorCode::Conflict);
  EXPECT_EQ(last_audit(stores.records, kSite).value()->at, at(5));
}

}  // namespace
}  // namespace glassjar::sites

// What the set-up panel is told about a site's latest event.
#include "ingest/last_fates.h"

#include <gtest/gtest.h>

namespace glassjar::ingest {
namespace {

constexpr model::SiteId kSite{1};
constexpr TimePoint kNow{seconds(1'000)};

TEST(LastFates, know_nothing_before_the_first_event) {
  EXPECT_FALSE(LastFates(1).of(kSite).has_value());
}

TEST(LastFates, tell_the_latest_event) {
  LastFates fates(1);
  fates.dropped(kSite, kNow, model::DropReason::Bot, "192.0.2.1");
  EXPECT_EQ(fates.of(kSite)->dropped, model::DropReason::Bot);
  fates.counted(kSite, kNow + seconds(1), model::Tier::Signal, "192.0.2.1");
  EXPECT_EQ(fates.of(kSite)->dropped, std::nullopt);
  EXPECT_EQ(fates.of(kSite)->tier, model::Tier::Signal);
  EXPECT_EQ(fates.of(kSite)->at, kNow + seconds(1));
  EXPECT_EQ(fates.of(kSite)->events, 2U);
}

TEST(LastFates, notice_that_all_events_come_from_one_private_address) {
  LastFates fates(1);
  fates.counted(kSite, kNow, model::Tier::Anonymous, "10.0.0.1");
  fates.counted(kSite, kNow, model::Tier::Anonymous, "10.0.0.1");
  EXPECT_TRUE(fates.of(kSite)->all_from_one_private_address);
  fates.counted(kSite, kNow, model::Tier::Anonymous, "10.0.0.2");
  EXPECT_FALSE(fates.of(kSite)->all_from_one_private_address);
}

TEST(LastFates, do_not_mind_one_public_address) {
  LastFates fates(1);
  fates.counted(kSite, kNow, model::Tier::Anonymous, "8.8.8.8");
  EXPECT_FALSE(fates.of(kSite)->all_from_one_private_address);
}

}  // namespace
}  // namespace glassjar::ingest

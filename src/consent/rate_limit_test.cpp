// Counting without remembering whom.
#include "consent/rate_limit.h"

#include <gtest/gtest.h>

namespace glassjar::consent {
namespace {

TEST(RateLimit, allows_so_many_an_hour_and_then_again) {
  FakeClock clock{TimePoint()};
  SeededRandom random(1);
  RateLimit limit(3, clock, random);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("jar 1"));
  EXPECT_FALSE(limit.allow("jar 1"));
  EXPECT_TRUE(limit.allow("jar 2"));
  clock.advance(minutes(59));
  EXPECT_FALSE(limit.allow("jar 1"));
  clock.advance(minutes(1));
  EXPECT_TRUE(limit.allow("jar 1"));
}

TEST(RateLimit, a_clock_that_jumps_gives_nothing_back) {
  FakeClock clock{TimePoint()};
  SeededRandom random(1);
  RateLimit limit(1, clock, random);
  EXPECT_TRUE(limit.allow("a"));
  clock.jump_to(TimePoint(days(400)));
  EXPECT_FALSE(limit.allow("a"));
}

TEST(RateLimit, an_address_counts_with_its_network) {
  EXPECT_EQ(address_prefix("192.0.2.7"), "192.0.2");
  EXPECT_EQ(address_prefix("192.0.2.200"), "192.0.2");
  EXPECT_NE(address_prefix("192.0.3.7"), address_prefix("192.0.2.7"));
  EXPECT_EQ(address_prefix("::ffff:192.0.2.7"), "192.0.2");
  EXPECT_EQ(address_prefix("2001:db8:1:2::3"), "2001:db8:1");
  EXPECT_EQ(address_prefix("2001:db8:1:ffff::9"), "2001:db8:1");
  EXPECT_EQ(address_prefix("::1"), "::1");
  EXPECT_EQ(address_prefix(""), "");
}

}  // namespace
}  // namespace glassjar::consent

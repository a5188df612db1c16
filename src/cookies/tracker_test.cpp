// Verdicts on hosts and items, each with its reason.
#include "cookies/tracker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace glassjar::cookies {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::StartsWith;

class TrackersTest : public testing::Test {
 protected:
  static filters::Index index() {
    const std::array lists = {filters::FilterList::parse(
        "EasyPrivacy", "||pixel.test^$third-party\n||cdn.test/collect/\n")};
    return filters::Index::build(lists);
  }
  filters::Index rules_ = index();
  Trackers trackers_{&rules_};
};

TEST_F(TrackersTest, show_the_rule_that_decides) {
  const Verdict verdict = trackers_.of_host("www.pixel.test");
  EXPECT_TRUE(verdict.tracker);
  EXPECT_THAT(verdict.reasons, ElementsAre("EasyPrivacy: ||pixel.test^$third-party"));
}

TEST_F(TrackersTest, go_by_the_companys_category) {
  const Verdict verdict = trackers_.of_host("stats.g.doubleclick.net");
  EXPECT_TRUE(verdict.tracker);
  EXPECT_THAT(verdict.reasons, ElementsAre(StartsWith("third-party-web: *.doubleclick.net")));
}

TEST_F(TrackersTest, name_a_company_that_is_none) {
  const Verdict verdict = trackers_.of_host("js.stripe.com");
  EXPECT_FALSE(verdict.tracker);
  EXPECT_THAT(verdict.reasons, ElementsAre(StartsWith("third-party-web: *.stripe.com")));
}

TEST_F(TrackersTest, say_nothing_of_the_unknown) {
  EXPECT_FALSE(trackers_.of_host("a.localhost").tracker);
  EXPECT_TRUE(trackers_.of_host("a.localhost").reasons.empty());
  EXPECT_FALSE(trackers_.of_host("").tracker);
}

TEST_F(TrackersTest, leave_a_third_party_rule_out_on_the_trackers_own_pages) {
  Item item{.host = "pixel.test", .top_site = "https://pixel.test"};
  EXPECT_FALSE(trackers_.of_item(item).tracker);
  item.top_site = "https://news.test";
  EXPECT_TRUE(trackers_.of_item(item).tracker);
}

TEST_F(TrackersTest, look_at_the_address_of_a_cached_response) {
  Item item{.store = Store::HttpCache, .host = "cdn.test"};
  item.name = "https://cdn.test/lib.js";
  EXPECT_FALSE(trackers_.of_item(item).tracker);
  item.name = "https://cdn.test/collect/pixel.gif";
  EXPECT_TRUE(trackers_.of_item(item).tracker);
}

TEST_F(TrackersTest, know_a_trackers_cookie_on_the_site_it_is_set_for) {
  const Item item{.host = "example.org", .name = "_ga"};
  const Verdict verdict = trackers_.of_item(item);
  EXPECT_TRUE(verdict.tracker);
  EXPECT_THAT(verdict.reasons, Contains(StartsWith("Open Cookie Database: _ga")));
}

TEST(Trackers, work_without_filter_lists) {
  const Trackers trackers(nullptr);
  EXPECT_TRUE(trackers.of_host("ad.doubleclick.net").tracker);
  EXPECT_FALSE(trackers.of_host("pixel.test").tracker);
}

}  // namespace
}  // namespace glassjar::cookies

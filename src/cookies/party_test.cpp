// Which site an item belongs to, and in whose page it was left.
#include "cookies/party.h"

#include <gtest/gtest.h>

namespace glassjar::cookies {
namespace {

TEST(SiteOfItem, is_the_top_level_site_of_a_partitioned_item) {
  EXPECT_EQ(site_of(Item{.host = "www.shop.test"}), "shop.test");
  EXPECT_EQ(site_of(Item{.host = "pixel.test", .top_site = "https://news.test"}), "news.test");
  EXPECT_EQ(site_of(Item{.host = "pixel.test", .top_site = "http://a.localhost:8780"}),
            "a.localhost");
  EXPECT_EQ(site_of(Item{.host = "localhost"}), "localhost");
  EXPECT_EQ(site_of(Item{}), "");
}

TEST(Party, is_told_by_the_partition) {
  EXPECT_EQ(party_of({.host = "pixel.test", .top_site = "https://news.test"}, {}).party,
            Party::Third);
  EXPECT_EQ(party_of({.host = "www.news.test", .top_site = "https://news.test"}, {}).party,
            Party::First);
}

TEST(Party, is_first_where_the_site_was_opened) {
  const std::vector<Item> items = {{.store = Store::Favicon, .host = "www.shop.test"}};
  const VisitedSites visited(items);
  EXPECT_EQ(party_of({.host = "cdn.shop.test"}, visited).party, Party::First);
  EXPECT_EQ(party_of({.host = "other.test"}, visited).party, Party::Unknown);
}

TEST(Party, follows_same_site_where_nothing_else_tells) {
  EXPECT_EQ(party_of({.host = "a.test", .same_site = SameSite::None}, {}).party, Party::Third);
  EXPECT_EQ(party_of({.host = "a.test", .same_site = SameSite::Lax}, {}).party, Party::First);
  EXPECT_EQ(party_of({.host = "a.test"}, {}).party, Party::Unknown);
}

TEST(Party, always_gives_a_reason) {
  EXPECT_EQ(party_of({.host = "pixel.test", .top_site = "https://news.test"}, {}).reason,
            "pixel.test left it in a page of news.test.");
  EXPECT_FALSE(party_of({}, {}).reason.empty());
}

TEST(VisitedSites, are_also_the_sites_that_partitions_are_of) {
  const std::vector<Item> items = {{.host = "pixel.test", .top_site = "https://news.test"}};
  const VisitedSites visited(items);
  EXPECT_TRUE(visited.has("www.news.test"));
  EXPECT_FALSE(visited.has("pixel.test"));
}

TEST(VisitedSites, take_storage_without_partition_only_from_browsers_that_part_it) {
  std::vector<Item> items = {{.store = Store::LocalStorage, .host = "pixel.test"}};
  EXPECT_FALSE(VisitedSites(items).has("pixel.test"));
  items.push_back(
      {.store = Store::LocalStorage, .host = "frame.test", .top_site = "https://news.test"});
  EXPECT_TRUE(VisitedSites(items).has("pixel.test"));
  EXPECT_FALSE(VisitedSites(items).has("frame.test"));
  items[0].profile = 1;
  EXPECT_FALSE(VisitedSites(items).has("pixel.test"));
}

TEST(VisitedSites, do_not_take_a_bounce_for_a_visit) {
  Item item{.store = Store::BounceTracking, .host = "hop.test", .name = "bounce"};
  EXPECT_FALSE(VisitedSites(std::vector<Item>{item}).has("hop.test"));
  item.name = "interaction";
  EXPECT_TRUE(VisitedSites(std::vector<Item>{item}).has("hop.test"));
}

}  // namespace
}  // namespace glassjar::cookies

// Identifiers kept where none are meant to be, and ordinary records that only look like it.
#include "cookies/supercookie.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace glassjar::cookies {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint kNow = *parse_time("2026-11-21T12:00:00Z");

std::vector<Item> siblings(Store store, int count, milliseconds apart) {
  std::vector<Item> items;
  for (int i = 0; i < count; ++i) {
    Item item{.store = store, .host = fmt::format("b{}.tracker.test", i)};
    item.created = kNow + i * apart;
    items.push_back(item);
  }
  return items;
}

TEST(Supercookie, is_a_burst_of_siblings) {
  for (const auto& [store, kind] : {std::pair(Store::Hsts, SupercookieKind::Hsts),
                                    std::pair(Store::Favicon, SupercookieKind::Favicon)}) {
    const auto found = find_supercookies(siblings(store, 12, milliseconds(50)));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].kind, kind);
    EXPECT_EQ(found[0].site, "tracker.test");
    EXPECT_EQ(found[0].items.size(), 12u);
  }
}

TEST(Supercookie, needs_eight_siblings_within_seconds) {
  EXPECT_THAT(find_supercookies(siblings(Store::Hsts, 7, milliseconds(50))), IsEmpty());
  EXPECT_EQ(find_supercookies(siblings(Store::Hsts, 8, milliseconds(50))).size(), 1u);
  EXPECT_THAT(find_supercookies(siblings(Store::Hsts, 40, minutes(1))), IsEmpty());
}

TEST(Supercookie, takes_only_the_burst_out_of_a_sites_records) {
  auto items = siblings(Store::Hsts, 10, milliseconds(50));
  Item old{.store = Store::Hsts, .host = "www.tracker.test"};
  old.created = kNow - days(30);
  items.push_back(old);
  const auto found = find_supercookies(items);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].items.size(), 10u);
}

TEST(Supercookie, counts_hosts_not_records) {
  auto items = siblings(Store::Favicon, 20, milliseconds(1));
  for (Item& item : items) item.host = "www.shop.test";
  EXPECT_THAT(find_supercookies(items), IsEmpty());
}

TEST(Supercookie, is_no_matter_of_tenants_of_one_host) {
  auto items = siblings(Store::Hsts, 12, milliseconds(50));
  for (size_t i = 0; i < items.size(); ++i) items[i].host = fmt::format("user{}.github.io", i);
  EXPECT_THAT(find_supercookies(items), IsEmpty());
}

TEST(Supercookie, goes_by_the_end_where_no_beginning_is_kept) {
  auto items = siblings(Store::Hsts, 12, milliseconds(50));
  for (Item& item : items) {
    item.expires = *item.created + days(365);
    item.created.reset();
  }
  EXPECT_EQ(find_supercookies(items).size(), 1u);
}

Item cached(uint32_t profile, std::string tag) {
  Item item{.store = Store::HttpCache, .host = "cdn.test", .name = "https://cdn.test/p.gif"};
  item.profile = profile;
  item.created = kNow;
  item.value = std::move(tag);
  return item;
}

TEST(EtagSupercookie, is_another_validator_for_another_browser) {
  const auto found = find_supercookies(
      std::vector<Item>{cached(0, "\"d41d8cd98f00b204\""), cached(1, "\"77c3a5be61f29a8e\"")});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, SupercookieKind::Etag);
  EXPECT_THAT(found[0].items, ElementsAre(0, 1));
  EXPECT_EQ(find_supercookies(std::vector<Item>{cached(0, "W/\"d41d8cd98f00b204\""),
                                                cached(1, "W/\"77c3a5be61f29a8e\"")})
                .size(),
            1u);
}

TEST(EtagSupercookie, is_not_the_hash_of_a_content) {
  EXPECT_THAT(find_supercookies(std::vector<Item>{cached(0, "\"d41d8cd98f00b204\""),
                                                  cached(1, "\"d41d8cd98f00b204\"")}),
              IsEmpty());
  // Fetched a week apart, the content may have changed.
  std::vector<Item> items = {cached(0, "\"d41d8cd98f00b204\""), cached(1, "\"77c3a5be61f29a8e\"")};
  items[1].created = kNow + days(7);
  EXPECT_THAT(find_supercookies(items), IsEmpty());
}

TEST(EtagSupercookie, is_not_a_date) {
  EXPECT_THAT(find_supercookies(std::vector<Item>{cached(0, "Mon, 01 Jan 2024 11:11:11 GMT"),
                                                  cached(1, "Sat, 28 Sep 2019 04:50:36 GMT")}),
              IsEmpty());
}

TEST(EtagSupercookie, is_a_validator_that_is_also_stored) {
  const Item cookie{.host = "www.cdn.test", .name = "uid", .value = "d41d8cd98f00b204"};
  const auto found =
      find_supercookies(std::vector<Item>{cached(0, "\"d41d8cd98f00b204\""), cookie});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].evidence,
            "The validator (ETag) of a response from cdn.test is also in the cookie \"uid\".");
}

TEST(Supercookie, needs_items_with_a_time_and_a_site) {
  auto items = siblings(Store::Hsts, 12, milliseconds(50));
  for (Item& item : items) item.created.reset();
  EXPECT_THAT(find_supercookies(items), IsEmpty());
  items = siblings(Store::Hsts, 12, milliseconds(50));
  for (Item& item : items) item.host.clear();
  EXPECT_THAT(find_supercookies(items), IsEmpty());
}

}  // namespace
}  // namespace glassjar::cookies

// What the jar says of items: companies, identifiers, values that stay hidden.
#include "cookies_command/jar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cookies_command/item_json.h"
#include "cookies_command/jar_json.h"
#include "cookies_command/story.h"

namespace glassjar::cookies_command {
namespace {

using cookies::Item;
using cookies::Store;

constexpr const char* kSecret = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6";

Item item(Store store, std::string host, std::string name, std::string value,
          uint32_t profile = 0) {
  Item out;
  out.store = store;
  out.profile = profile;
  out.host = std::move(host);
  out.name = std::move(name);
  out.bytes = value.size();
  out.value = std::move(value);
  out.created = TimePoint(seconds(1'700'000'000));
  out.expires = TimePoint(seconds(1'800'000'000));
  return out;
}

Jar jar_of(std::vector<Item> items) {
  browsers::Scan scan;
  scan.profiles = {{.browser = "Firefox", .name = "one"}, {.browser = "Chromium", .name = "two"}};
  scan.items = std::move(items);
  return understand(std::move(scan), {});
}

TEST(JarTest, hosts_of_one_company_are_counted_together) {
  const Jar jar = jar_of({item(Store::Cookie, "doubleclick.net", "IDE", kSecret),
                          item(Store::LocalStorage, "www.google.com", "theme", "dark"),
                          item(Store::Cookie, "shop.example", "lang", "de")});
  ASSERT_EQ(jar.companies.size(), 2U);
  EXPECT_EQ(jar.companies[0].name, "Google");
  EXPECT_EQ(jar.companies[0].items.size(), 2U);
  EXPECT_EQ(jar.companies[0].identifiers, 1U);
  EXPECT_TRUE(jar.companies[0].tracker);
  EXPECT_EQ(jar.companies[1].name, "shop.example");
  EXPECT_EQ(jar.companies[1].identifiers, 0U);
  EXPECT_EQ(jar.companies_that_know(), 1U);
}

TEST(JarTest, the_same_value_in_two_hands_is_told_of_both) {
  const Jar jar = jar_of({item(Store::Cookie, "one.example", "uid", kSecret),
                          item(Store::LocalStorage, "two.example", "partner", kSecret)});
  ASSERT_EQ(jar.companies.size(), 2U);
  for (const Company& company : jar.companies) EXPECT_EQ(company.shares_with.size(), 1U);
  const auto story = story_of(jar, 0);
  const bool told = std::any_of(story.begin(), story.end(), [](const std::string& sentence) {
    return sentence.find("local storage \"partner\" of two.example") != std::string::npos;
  });
  EXPECT_TRUE(told);
}

TEST(JarTest, json_names_the_others_that_hold_an_identifier) {
  const auto shared = [](const std::vector<Item>& items, size_t index) {
    const auto json = item_json(jar_of(items), index, Values::Prefix);
    return boost::json::serialize(json.at("shared_with"));
  };
  std::vector<Item> items = {item(Store::Cookie, "one.example", "uid", kSecret),
                             item(Store::LocalStorage, "two.example", "partner", kSecret),
                             item(Store::Cookie, "two.example", "lang", "de")};
  EXPECT_EQ(shared(items, 0), R"(["two.example"])");
  EXPECT_EQ(shared(items, 1), R"(["one.example"])");
  EXPECT_EQ(shared(items, 2), "[]");

  // What the other browser has too is a constant or a sign-in.
  items.push_back(item(Store::Cookie, "one.example", "uid", kSecret, 1));
  items.push_back(item(Store::LocalStorage, "two.example", "partner", kSecret, 1));
  EXPECT_EQ(shared(items, 0), "[]");
}

TEST(JarTest, items_are_found_by_company_site_and_host) {
  const Jar jar = jar_of({item(Store::Cookie, "doubleclick.net", "IDE", kSecret),
                          item(Store::Cookie, "www.google.com", "NID", kSecret),
                          item(Store::Cookie, "www.shop.example", "lang", "de")});
  EXPECT_EQ(find_items(jar, "google").items.size(), 2U);
  EXPECT_EQ(find_items(jar, "Google").title, "Google");
  EXPECT_EQ(find_items(jar, "doubleclick.net").items, std::vector<size_t>{0});
  EXPECT_EQ(find_items(jar, "SHOP.example").items, std::vector<size_t>{2});
  EXPECT_EQ(find_items(jar, "www.shop.example").items, std::vector<size_t>{2});
  EXPECT_TRUE(find_items(jar, "nobody.example").items.empty());
}

TEST(JarTest, values_are_shown_by_their_beginning_unless_asked_for) {
  const Item secret = item(Store::Cookie, "one.example", "uid", kSecret);
  EXPECT_EQ(prefix_of(kSecret), "f81d…");
  EXPECT_EQ(prefix_of("ab"), "a…");
  const auto hidden = to_json(secret, Values::Prefix);
  EXPECT_FALSE(hidden.contains("value"));
  EXPECT_EQ(hidden.at("value_prefix").as_string(), "f81d…");
  EXPECT_EQ(to_json(secret, Values::Full).at("value").as_string(), kSecret);
  for (const std::string& sentence : story_of(jar_of({secret}), 0))
    EXPECT_EQ(sentence.find(kSecret), std::string::npos) << sentence;
}

TEST(JarTest, a_value_that_the_keyring_keeps_is_told_as_such) {
  Item locked = item(Store::Cookie, "one.example", "uid", "");
  locked.value = std::nullopt;
  locked.unread = cookies::Unread::KeyringLocked;
  EXPECT_EQ(to_json(locked, Values::Full).at("unread").as_string(), "keyring_locked");
  EXPECT_TRUE(to_json(locked, Values::Full).at("value").is_null());
  const Jar jar = jar_of({locked, item(Store::Cookie, "one.example", "b", "read")});
  EXPECT_THAT(story_of(jar, 0), testing::Contains(testing::HasSubstr("the keyring is locked")));
  EXPECT_THAT(story_of(jar, 1), testing::Not(testing::Contains(testing::HasSubstr("keyring"))));
}

TEST(JarTest, json_has_every_member_of_an_item) {
  Item all = item(Store::IndexedDb, "one.example", "db", "x");
  all.top_site = "https://news.example";
  all.set_by = cookies::SetBy::Script;
  all.same_site = cookies::SameSite::Lax;
  const auto json = to_json(all, Values::Full);
  EXPECT_EQ(json.at("store").as_string(), "indexed_db");
  EXPECT_EQ(json.at("top_site").as_string(), "https://news.example");
  EXPECT_EQ(json.at("created").as_string(), "2023-11-14T22:13:20Z");
  EXPECT_TRUE(json.at("last_used").is_null());
  EXPECT_EQ(json.at("set_by").as_string(), "script");
  EXPECT_EQ(json.at("same_site").as_string(), "lax");
  EXPECT_EQ(json.size(), 21U);
}

}  // namespace
}  // namespace glassjar::cookies_command

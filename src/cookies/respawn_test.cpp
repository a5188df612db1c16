// Respawned values: seen again after their deletion, with the likely source; and what is none.
#include "cookies/respawn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"

namespace glassjar::cookies {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kUuid = "550e8400-e29b-41d4-a716-446655440000";
const TimePoint kBefore = *parse_time("2026-11-01T12:00:00Z");
const TimePoint kDeleted = *parse_time("2026-11-10T12:00:00Z");
const TimePoint kAfter = *parse_time("2026-11-20T12:00:00Z");

LocalKey key(uint8_t fill = 7) {
  LocalKey out{};
  out.fill(fill);
  return out;
}

Item cookie(std::string host, std::string name, TimePoint created, std::string value = kUuid) {
  Item item{.host = std::move(host), .name = std::move(name), .value = std::move(value)};
  item.created = created;
  return item;
}

Item stored(std::string host, std::string name, std::string value = kUuid) {
  return {.store = Store::LocalStorage,
          .host = std::move(host),
          .name = std::move(name),
          .value = std::move(value)};
}

std::vector<Respawned> respawned(std::vector<Item> deleted, std::vector<Item> now) {
  return find_respawned(now, remember_deleted(deleted, key(), kDeleted), key());
}

TEST(Respawn, is_a_deleted_value_that_is_left_again) {
  const auto found =
      respawned({cookie("tracker.test", "uid", kBefore)}, {cookie("tracker.test", "uid", kAfter)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].item, 0u);
  EXPECT_EQ(found[0].was.name, "uid");
  EXPECT_THAT(found[0].sources, IsEmpty());
  EXPECT_THAT(found[0].evidence, HasSubstr("it came from the server"));
}

TEST(Respawn, is_none_for_a_new_value) {
  EXPECT_THAT(respawned({cookie("tracker.test", "uid", kBefore)},
                        {cookie("tracker.test", "uid", kAfter, "d41d8cd98f00b204e980")}),
              IsEmpty());
}

TEST(Respawn, names_the_store_that_was_kept) {
  const auto found =
      respawned({cookie("tracker.test", "uid", kBefore)},
                {cookie("tracker.test", "uid", kAfter), stored("tracker.test", "backup")});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].sources, ElementsAre(1));
  EXPECT_THAT(found[0].evidence,
              HasSubstr("the local storage \"backup\" of tracker.test, which was kept"));
}

TEST(Respawn, is_seen_in_another_store_and_in_a_part_of_a_value) {
  const auto found =
      respawned({stored("tracker.test", "id"), cookie("tracker.test", "uid", kBefore)},
                {stored("tracker.test", "id", std::string("{\"v\":2,\"u\":\"") + kUuid + "\"}")});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].was.store, Store::LocalStorage);
}

TEST(Respawn, is_seen_under_another_host_of_the_same_company_only) {
  EXPECT_EQ(respawned({cookie("doubleclick.net", "id", kBefore)},
                      {cookie("www.googleadservices.com", "x", kAfter)})
                .size(),
            1u);
  EXPECT_THAT(
      respawned({cookie("doubleclick.net", "id", kBefore)}, {cookie("criteo.com", "x", kAfter)}),
      IsEmpty());
}

TEST(Respawn, is_none_of_what_was_kept) {
  EXPECT_THAT(respawned({cookie("a.tracker.test", "uid", kBefore)},
                        {cookie("b.tracker.test", "uid", kBefore), stored("tracker.test", "x")}),
              IsEmpty());
}

TEST(Respawn, is_explained_by_a_kept_sign_in) {
  Item sign_in = cookie("accounts.shop.test", "session", kBefore);
  sign_in.http_only = sign_in.secure = true;
  const auto found = respawned({cookie("www.shop.test", "session", kBefore)},
                               {cookie("www.shop.test", "session", kAfter), sign_in});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].explained_by_sign_in);
}

TEST(Respawn, needs_the_same_key) {
  const std::vector<Item> deleted = {cookie("tracker.test", "uid", kBefore)};
  const std::vector<Item> now = {cookie("tracker.test", "uid", kAfter)};
  EXPECT_THAT(find_respawned(now, remember_deleted(deleted, key(1), kDeleted), key(2)), IsEmpty());
}

TEST(RememberDeleted, leaves_settings_and_consents_out_and_keeps_no_value) {
  EXPECT_THAT(
      remember_deleted(
          std::vector<Item>{stored("a.test", "lang", "en-GB"), stored("a.test", "t", "true"),
                            stored("a.test", "c", "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA")},
          key(), kDeleted),
      IsEmpty());
  const auto kept = remember_deleted(std::vector<Item>{stored("a.test", "id")}, key(), kDeleted);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(to_line(kept[0]).find(kUuid), std::string::npos);
}

TEST(DeletedValueLine, reads_back_as_written) {
  DeletedValue value{KeyedHash(key())("x"), Store::CacheStorage, "exämple.test", "a b%\n\t\"=\0"};
  value.deleted = kDeleted;
  const std::string line = to_line(value);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const auto read = parse_deleted_value(line);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, value);
  value.host = value.name = "";
  EXPECT_EQ(*parse_deleted_value(to_line(value)), value);
}

TEST(DeletedValueLine, refuses_everything_else) {
  const std::string digest(64, 'a');
  for (const std::string& line :
       {std::string(), std::string("v1"), "v2 " + digest + " cookie 1 a b",
        "v1 " + digest.substr(1) + " cookie 1 a b", "v1 " + digest + " biscuit 1 a b",
        "v1 " + digest + " cookie 1x a b", "v1 " + digest + " cookie  a b",
        "v1 " + digest + " cookie 1 a% b", "v1 " + digest + " cookie 1 a %4",
        "v1 " + digest + " cookie 1 a b c", std::string(100'000, 'v')})
    EXPECT_FALSE(parse_deleted_value(line)) << line.substr(0, 100);
}

TEST(KeyedHash, is_that_of_the_standard) {
  // RFC 4231 section 4.2, its key of 20 bytes filled up with zeros to 32, which HMAC does itself.
  LocalKey key{};
  std::fill_n(key.begin(), 20, uint8_t{0x0b});
  KeyedHash hash(key);
  EXPECT_EQ(to_hex(hash("Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hash("Hi There"), hash("Hi There"));
  EXPECT_NE(hash("Hi There"), hash("Hi there"));
}

}  // namespace
}  // namespace glassjar::cookies

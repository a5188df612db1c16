// The table of remembered visitors.
#include "consent/remembered.h"

#include <gtest/gtest.h>

#include <set>

#include "storage/memory_stores.h"

namespace glassjar::consent {
namespace {

constexpr model::SiteId kSite{1};
constexpr model::SiteId kOtherSite{2};
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

class RememberedTest : public testing::Test {
 protected:
  // A jar in the records with one key of that secret.
  storage::Jar add_jar(std::string_view secret, bool remembers, hours kept = hours(24)) {
    storage::Jar jar{.created = kStart,
                     .remembers = remembers,
                     .expires = kStart + kept,
                     .visitor_key = stores.random.bytes<16>()};
    EXPECT_TRUE(stores.records.transact([&](storage::Transaction& records) -> Result<void> {
      jar.id = TRY(records.jars().add(jar));
      TRY(records.jars().add_key({.jar = jar.id,
                                  .hash = storage::hash_of_secret(secret),
                                  .created = kStart,
                                  .expires = jar.expires}));
      return {};
    }));
    return jar;
  }

  storage::MemoryStores stores;
  FakeClock clock{kStart};
  Remembered remembered{stores.records, clock};
};

TEST(VisitorOn, is_the_siphash_of_the_site_under_the_jars_key) {
  // Worked out with an independent SipHash-2-4 over 01 00 00 00 00, key 00 01 … 0f.
  std::array<uint8_t, 16> key{};
  for (uint8_t i = 0; i < 16; ++i) key[i] = i;
  EXPECT_EQ(model::number(visitor_on(key, kSite)), 0xfcd419ce37f94fd0u);
}

TEST(VisitorOn, differs_from_site_to_site_and_from_jar_to_jar) {
  SeededRandom random(7);
  std::set<uint64_t> seen;
  for (int jar = 0; jar < 100; ++jar) {
    const auto key = random.bytes<16>();
    for (uint32_t site = 1; site <= 10; ++site)
      seen.insert(model::number(visitor_on(key, model::SiteId(site))));
  }
  EXPECT_EQ(seen.size(), 1'000u);
  EXPECT_FALSE(seen.contains(0));
}

TEST_F(RememberedTest, knows_the_visitor_of_a_jar_that_remembers) {
  const storage::Jar jar = add_jar("one", /*remembers=*/true);
  add_jar("two", /*remembers=*/false);
  ASSERT_TRUE(remembered.load());
  EXPECT_EQ(remembered.visitor("one", kSite), visitor_on(jar.visitor_key, kSite));
  EXPECT_EQ(remembered.visitor("one", kOtherSite), visitor_on(jar.visitor_key, kOtherSite));
  EXPECT_EQ(remembered.visitor("two", kSite), std::nullopt);
  EXPECT_EQ(remembered.visitor("three", kSite), std::nullopt);
  EXPECT_EQ(remembered.visitor("", kSite), std::nullopt);
}

TEST_F(RememberedTest, forgets_at_the_moment_of_expiry_without_being_told) {
  add_jar("one", /*remembers=*/true, hours(24));
  ASSERT_TRUE(remembered.load());
  clock.advance(hours(24) - microseconds(1));
  EXPECT_TRUE(remembered.visitor("one", kSite));
  clock.advance(microseconds(1));
  EXPECT_FALSE(remembered.visitor("one", kSite));
}

TEST_F(RememberedTest, follows_a_key_that_is_replaced) {
  const storage::Jar jar = add_jar("old", /*remembers=*/true);
  ASSERT_TRUE(remembered.load());
  remembered.put(storage::hash_of_secret("new"), jar);
  remembered.drop(storage::hash_of_secret("old"));
  EXPECT_TRUE(remembered.visitor("new", kSite));
  EXPECT_FALSE(remembered.visitor("old", kSite));
  remembered.remove(jar.id);
  EXPECT_FALSE(remembered.visitor("new", kSite));
}

TEST_F(RememberedTest, a_jar_that_stops_remembering_leaves_the_table) {
  storage::Jar jar = add_jar("one", /*remembers=*/true);
  ASSERT_TRUE(remembered.load());
  jar.remembers = false;
  remembered.put(storage::hash_of_secret("one"), jar);
  EXPECT_FALSE(remembered.visitor("one", kSite));
}

TEST_F(RememberedTest, removing_a_jar_leaves_the_others) {
  const storage::Jar gone = add_jar("gone", /*remembers=*/true);
  add_jar("stays", /*remembers=*/true);
  ASSERT_TRUE(remembered.load());
  remembered.remove(gone.id);
  remembered.remove(gone.id);
  EXPECT_FALSE(remembered.visitor("gone", kSite));
  EXPECT_TRUE(remembered.visitor("stays", kSite));
}

}  // namespace
}  // namespace glassjar::consent

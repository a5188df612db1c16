// Shares: the same value in different hands, and what is not taken for one.
#include "cookies/sharing.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/random.h"
#include "cookies/plain_digest.h"

namespace glassjar::cookies {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kUuid = "550e8400-e29b-41d4-a716-446655440000";

Item cookie(std::string host, std::string name, std::string value) {
  Item item{.host = std::move(host), .name = std::move(name), .value = std::move(value)};
  item.bytes = item.value->size();
  return item;
}

Item cached(std::string url, std::string host, std::string etag = "") {
  Item item{.store = Store::HttpCache, .host = std::move(host), .name = std::move(url)};
  if (!etag.empty()) item.value = std::move(etag);
  return item;
}

std::vector<std::string> owners(std::initializer_list<Item> items) {
  const SyncGraph graph = find_shares(std::vector<Item>(items));
  return graph.shares.empty() ? std::vector<std::string>() : graph.shares[0].owners;
}

TEST(Sharing, finds_the_same_value_in_different_hands) {
  const std::vector<Item> items = {cookie("tracker.test", "uid", kUuid),
                                   cookie("www.shop.test", "partner_id", kUuid)};
  const SyncGraph graph = find_shares(items);
  ASSERT_EQ(graph.shares.size(), 1u);
  EXPECT_EQ(graph.shares[0].token, kUuid);
  EXPECT_THAT(graph.shares[0].owners, ElementsAre("shop.test", "tracker.test"));
  ASSERT_EQ(graph.edges.size(), 1u);
  EXPECT_EQ(
      graph.edges[0].evidence,
      "shop.test has 550e8400-e29b-… in the cookie \"partner_id\" of www.shop.test; tracker.test "
      "has it in the cookie \"uid\" of tracker.test.");
}

TEST(Sharing, goes_by_companies_not_by_hosts) {
  EXPECT_THAT(owners({cookie("doubleclick.net", "id", kUuid), cookie("youtube.com", "x", kUuid)}),
              IsEmpty());
  EXPECT_THAT(owners({cookie("a.shop.test", "id", kUuid), cookie("b.shop.test", "x", kUuid)}),
              IsEmpty());
  EXPECT_THAT(owners({cookie("doubleclick.net", "id", kUuid), cookie("criteo.com", "x", kUuid)}),
              ElementsAre("Criteo", "Google"));
}

TEST(Sharing, looks_into_values) {
  const std::string uid = "d41d8cd98f00b204e980";
  const auto both = ElementsAre("a.test", "b.test");
  EXPECT_THAT(owners({cookie("a.test", "x", uid), cookie("b.test", "y", "v=1&u=" + uid)}), both);
  EXPECT_THAT(owners({cookie("a.test", "x", uid),
                      cookie("b.test", "y", "%7B%22u%22%3A%22" + uid + "%22%7D")}),
              both);
  // {"u":"d41d8cd98f00b204e980"}
  EXPECT_THAT(owners({cookie("a.test", "x", uid),
                      cookie("b.test", "y", "eyJ1IjoiZDQxZDhjZDk4ZjAwYjIwNGU5ODAifQ==")}),
              both);
}

TEST(Sharing, sees_a_first_partys_number_in_a_trackers_address) {
  const SyncGraph graph = find_shares(std::vector<Item>{
      cookie("www.shop.test", "_ga", "GA1.2.1234567890.1600000000"),
      cached("https://www.google-analytics.com/collect?v=1&cid=1234567890.1600000000",
             "www.google-analytics.com")});
  ASSERT_EQ(graph.edges.size(), 1u);
  EXPECT_THAT(graph.edges[0].evidence, HasSubstr("in an address at www.google-analytics.com"));
}

TEST(Sharing, sees_through_digests) {
  PlainDigest digest;
  for (size_t kind = 0; kind < kDigestKinds.size(); ++kind) {
    const std::string hashed(digest.hex(kind, kUuid));
    const SyncGraph graph =
        find_shares(std::vector<Item>{cookie("a.test", "x", kUuid), cookie("b.test", "y", hashed)});
    ASSERT_EQ(graph.shares.size(), 1u) << kDigestKinds[kind].name;
    EXPECT_EQ(graph.shares[0].token, kUuid);
    EXPECT_EQ(graph.shares[0].holders[1].form, static_cast<Form>(kind + 1));
    EXPECT_THAT(graph.edges[0].evidence, HasSubstr("as its"));
  }
}

TEST(Sharing, knows_hashed_mail_addresses) {
  PlainDigest digest;
  EXPECT_THAT(owners({cookie("a.test", "mail", "someone@example.org"),
                      cookie("b.test", "hem", std::string(digest.hex(2, "someone@example.org")))}),
              ElementsAre("a.test", "b.test"));
}

TEST(Sharing, leaves_settings_and_constants_out) {
  for (const char* value : {"en-GB", "accepted", "1600000000000", "2026-11-21", "dark-theme",
                            "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"})
    EXPECT_THAT(owners({cookie("a.test", "x", value), cookie("b.test", "y", value)}), IsEmpty())
        << value;
}

TEST(Sharing, needs_a_stored_value_beside_addresses_and_validators) {
  const std::string hash = "d41d8cd98f00b204e9800998ecf8427e";
  EXPECT_THAT(owners({cached("https://a.test/lib.js?v=" + hash, "a.test"),
                      cached("https://b.test/lib.js?v=" + hash, "b.test")}),
              IsEmpty());
  EXPECT_THAT(owners({cached("https://a.test/lib.js", "a.test", "\"" + hash + "\""),
                      cached("https://b.test/lib.js", "b.test", "W/\"" + hash + "\"")}),
              IsEmpty());
  EXPECT_THAT(owners({cached("https://a.test/lib.js", "a.test", "\"" + hash + "\""),
                      cookie("b.test", "id", hash)}),
              ElementsAre("a.test", "b.test"));
}

TEST(Sharing, takes_a_value_in_very_many_hands_for_a_constant) {
  std::vector<Item> items;
  for (size_t i = 0; i <= kShareOwnersMax; ++i)
    items.push_back(cookie(fmt::format("site{}.test", i), "key", kUuid));
  EXPECT_TRUE(find_shares(items).shares.empty());
  items.pop_back();
  EXPECT_EQ(find_shares(items).shares.size(), 1u);
}

TEST(Sharing, marks_what_every_browser_of_the_person_has) {
  std::vector<Item> items = {cookie("a.test", "x", kUuid), cookie("b.test", "y", kUuid)};
  EXPECT_FALSE(find_shares(items).shares[0].same_in_other_browser);
  EXPECT_EQ(find_shares(items).edges.size(), 1u);
  for (int i = 0; i < 2; ++i) {
    items.push_back(items[static_cast<size_t>(i)]);
    items.back().profile = 1;
  }
  EXPECT_TRUE(find_shares(items).shares[0].same_in_other_browser);
  EXPECT_TRUE(find_shares(items).edges.empty());
  items[2].value = "0a1b2c3d4e5f60718293";
  items[3].value = "0a1b2c3d4e5f60718293";
  EXPECT_FALSE(find_shares(items).shares[0].same_in_other_browser);
}

TEST(Sharing, puts_the_widest_shares_and_the_strongest_edges_first) {
  const std::string other = "d41d8cd98f00b204e9800998ecf8427e";
  const SyncGraph graph = find_shares(std::vector<Item>{
      cookie("a.test", "x", kUuid), cookie("b.test", "y", kUuid), cookie("a.test", "z", other),
      cookie("b.test", "z", other), cookie("c.test", "z", other)});
  ASSERT_EQ(graph.shares.size(), 2u);
  EXPECT_EQ(graph.shares[0].owners.size(), 3u);
  ASSERT_EQ(graph.edges.size(), 3u);
  EXPECT_EQ(graph.edges[0].from + graph.edges[0].to, "a.testb.test");
  EXPECT_EQ(graph.edges[0].shares.size(), 2u);
}

// Against the plain definition, on random items of few values and hosts.
TEST(Sharing, equals_the_comparison_of_every_pair) {
  SeededRandom random(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<Item> items;
    for (const uint8_t byte : random.bytes<40>())
      items.push_back(cookie(fmt::format("h{}.test", byte % 5), "n",
                             fmt::format("d41d8cd98f00b204{:04x}", byte / 5 % 20)));
    std::set<std::string> expected;
    for (const Item& a : items)
      for (const Item& b : items)
        if (a.value == b.value && a.host != b.host) expected.insert(*a.value);
    std::set<std::string> found;
    for (const Share& share : find_shares(items).shares) found.insert(share.token);
    EXPECT_EQ(found, expected);
  }
}

std::vector<std::string> tokens(const Item& item) {
  Tokenizer tokenizer;
  std::vector<std::string> out;
  for (const Token& token : tokenizer.tokens_of(item)) out.emplace_back(token.text);
  return out;
}

TEST(Tokenizer, is_bounded) {
  std::string many;
  SeededRandom random(5);
  for (int i = 0; i < 5'000; ++i) many += fmt::format("k={:016x}&", random.nonzero64());
  EXPECT_LE(tokens(cookie("a.test", "x", many)).size(), kTokensPerItemMax);
  EXPECT_TRUE(tokens(cookie("a.test", "x", std::string(1 << 20, '%'))).empty());
}

TEST(Tokenizer, reads_the_parts_of_a_json_web_token) {
  // {"sub":"k7f2m9qzp4h8"}
  EXPECT_THAT(tokens(cookie("a.test", "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJrN2YybTlxenA0aDgifQ.")),
              Contains("k7f2m9qzp4h8"));
}

TEST(PlainDigest, is_that_of_the_standards) {
  PlainDigest digest;
  EXPECT_EQ(digest.hex(0, "abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(digest.hex(1, "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(digest.hex(2, "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace glassjar::cookies

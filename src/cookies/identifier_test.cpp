// Identifiers: what counts, what does not, and why it says so.
#include "cookies/identifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "cookies/value_parts.h"

namespace glassjar::cookies {

void PrintTo(const Identifier& identifier, std::ostream* out) {
  *out << id_of(identifier.verdict) << ", " << identifier.score;
  for (const std::string& sentence : identifier.evidence) *out << "\n  " << sentence;
}

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const TimePoint kNow = *parse_time("2026-11-21T12:00:00Z");
constexpr std::string_view kUuid = "550e8400-e29b-41d4-a716-446655440000";

Item cookie(std::string_view value, days life = days(400)) {
  Item item{.host = "example.org", .name = "id", .value = std::string(value)};
  item.bytes = value.size();
  item.created = kNow;
  item.expires = kNow + life;
  return item;
}

Identifies verdict(std::string_view value) { return identify(cookie(value)).verdict; }

TEST(Identify, takes_a_long_lived_random_value_for_an_identifier) {
  for (const std::string_view value : {kUuid, std::string_view("GA1.2.1234567890.1600000000"),
                                       std::string_view("fb.1.1600000000000.1234567890"),
                                       std::string_view("d41d8cd98f00b204e9800998ecf8427e"),
                                       std::string_view("CAESEHkGzS2f1m7qVtYxB0wQp4Q")})
    EXPECT_EQ(verdict(value), Identifies::Yes) << value;
}

TEST(Identify, says_why) {
  const Identifier found = identify(cookie(kUuid));
  EXPECT_EQ(found.shape, Shape::Uuid);
  EXPECT_THAT(found.evidence, ElementsAre(HasSubstr("the form of a UUID"), "It lasts 400 days."));
}

TEST(Identify, takes_no_setting_for_one) {
  for (const char* value : {"en-GB", "true", "1600000000", "2026-11-21", "1.24.3", "dark-theme",
                            "https://example.org/", "0000000000000000", "12345678"})
    EXPECT_EQ(verdict(value), Identifies::No) << value;
}

TEST(Identify, always_gives_a_reason) {
  for (const char* value : {"", "true", "en-GB", "0000000000000000", "{}"})
    EXPECT_FALSE(identify(cookie(value)).evidence.empty()) << value;
}

TEST(Identify, wants_ninety_days_of_life) {
  EXPECT_EQ(identify(cookie(kUuid, days(89))).verdict, Identifies::No);
  EXPECT_EQ(identify(cookie(kUuid, days(90))).verdict, Identifies::Yes);
  Item session = cookie(kUuid);
  session.persistent = false;
  EXPECT_THAT(identify(session).evidence, ElementsAre("It ends with the browser."));
}

TEST(Identify, finds_the_part_that_identifies) {
  const Identifier plain = identify(cookie("t=1600000000&lang=en-GB&uid=d41d8cd98f00b204e980"));
  EXPECT_EQ(plain.verdict, Identifies::Yes);
  EXPECT_EQ(plain.part, "uid");
  EXPECT_EQ(plain.value, "d41d8cd98f00b204e980");
  const Identifier json =
      identify(cookie("%7B%22distinct_id%22%3A%20%22550e8400-e29b-41d4-a716-446655440000%22%7D"));
  EXPECT_EQ(json.verdict, Identifies::Yes);
  EXPECT_EQ(json.part, "distinct_id");
  EXPECT_EQ(json.value, kUuid);
}

TEST(Identify, leaves_consent_records_out) {
  Item item = cookie("CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA");
  EXPECT_EQ(identify(item).verdict, Identifies::No);
  item = cookie("groups=C0001:1&consentId=550e8400-e29b-41d4-a716-446655440000");
  item.name = "OptanonConsent";
  EXPECT_THAT(identify(item).evidence, ElementsAre("It records a consent."));
}

TEST(Identify, believes_the_second_browser) {
  std::vector<Item> items = {cookie("k7f2m9qzp4h8"), cookie("w3b6x1c5v0n9")};
  items[1].profile = 1;
  EXPECT_LT(identify(items[0]).score, 75);
  const Identifier found = identify(items[0], Observers(items));
  EXPECT_EQ(found.verdict, Identifies::Yes);
  EXPECT_THAT(found.evidence, Contains(HasSubstr("another value of the same length")));
}

TEST(Identify, takes_the_same_value_in_two_browsers_for_no_identifier) {
  std::vector<Item> items = {cookie(kUuid), cookie(kUuid)};
  items[1].profile = 1;
  EXPECT_EQ(identify(items[0], Observers(items)).verdict, Identifies::No);
  items[1].profile = 0;  // another partition of the same profile is no second observer
  EXPECT_EQ(identify(items[0], Observers(items)).verdict, Identifies::Yes);
}

TEST(Identify, compares_the_same_part_of_both_browsers) {
  std::vector<Item> items = {cookie("v=2&uid=k7f2m9qzp4h8"), cookie("v=3&uid=k7f2m9qzp4h8")};
  items[1].profile = 1;
  EXPECT_EQ(identify(items[0], Observers(items)).verdict, Identifies::No);
  items[1].value = "v=2&uid=w3b6x1c5v0n9";
  EXPECT_EQ(identify(items[0], Observers(items)).verdict, Identifies::Yes);
}

TEST(Identify, counts_constancy) {
  const Item item = cookie("k7f2m9qzp4h8");
  const int alone = identify(item).score;
  EXPECT_GT(identify(item, {}, {.unchanged_for = days(3)}).score, alone);
  EXPECT_EQ(identify(item, {}, {.unchanged_for = hours(3)}).score, alone);
  EXPECT_LT(identify(item, {}, {.changed = true}).score, alone);
}

TEST(Identify, takes_a_validator_for_its_contents_hash_unless_another_browser_has_another) {
  Item etag = cookie("d41d8cd98f00b204e9800998ecf8427e");
  etag.store = Store::HttpCache;
  etag.name = "https://example.org/a.js";
  EXPECT_EQ(identify(etag).verdict, Identifies::No);
  std::vector<Item> items = {etag, etag};
  items[1].profile = 1;
  items[1].value = "9e107d9d372bb6826bd81d3542a419d6";
  EXPECT_EQ(identify(items[0], Observers(items)).verdict, Identifies::Yes);
}

TEST(Identify, is_never_sure_of_what_it_cannot_read) {
  Item item = cookie(kUuid);
  item.value.reset();
  EXPECT_EQ(identify(item).verdict, Identifies::Likely);
  item.bytes = 3;
  EXPECT_EQ(identify(item).verdict, Identifies::No);
}

TEST(Lifetime, has_no_end_for_storage) {
  Item item{.store = Store::LocalStorage};
  EXPECT_EQ(lifetime_of(item), seconds::max());
  item.store = Store::SessionStorage;
  EXPECT_FALSE(lifetime_of(item));
}

TEST(Similarity, is_that_of_the_published_example) {
  EXPECT_NEAR(similarity("WIKIMEDIA", "WIKIMANIA"), 2.0 * 7 / 18, 1e-9);
  EXPECT_DOUBLE_EQ(similarity("abc", "abc"), 1);
  EXPECT_DOUBLE_EQ(similarity("abc", "xyz"), 0);
  EXPECT_DOUBLE_EQ(similarity("", ""), 1);
  EXPECT_DOUBLE_EQ(similarity("", "a"), 0);
}

TEST(Similarity, is_symmetric_and_between_zero_and_one) {
  SeededRandom random(11);
  for (int i = 0; i < 500; ++i) {
    std::string a;
    std::string b;
    for (const uint8_t byte : random.bytes<24>()) (byte % 2 == 0 ? a : b) += "abcd"[byte / 2 % 4];
    const double alike = similarity(a, b);
    EXPECT_DOUBLE_EQ(alike, similarity(b, a)) << a << " " << b;
    EXPECT_GE(alike, 0);
    EXPECT_LE(alike, 1);
    EXPECT_DOUBLE_EQ(similarity(a, a), 1);
  }
}

using Pairs = std::vector<std::pair<std::string, std::string>>;
Pairs parts(std::string_view value) {
  Pairs out;
  for (const Part& part : parts_of(value)) out.emplace_back(part.key, part.text);
  return out;
}

TEST(Parts, are_pairs_lists_and_json) {
  EXPECT_EQ(parts("a=1&b:2|c"), (Pairs{{"a", "1"}, {"b", "2"}, {"", "c"}}));
  EXPECT_EQ(parts("{\"u\": \"x\", \"n\":12, \"l\":[\"p\",\"q\"]}"),
            (Pairs{{"u", "x"}, {"n", "12"}, {"l", "p"}, {"", "q"}}));
  EXPECT_EQ(parts("abc=="), (Pairs{{"", "abc=="}}));
  EXPECT_EQ(parts("id=7ca2:lv=15"), (Pairs{{"id", "7ca2"}, {"lv", "15"}}));
  EXPECT_EQ(parts("US:VA::v4"), (Pairs{{"", "US"}, {"", "VA"}, {"", "v4"}}));
  EXPECT_TRUE(parts("").empty());
}

TEST(Parts, are_bounded) {
  EXPECT_EQ(parts_of(std::string(1'000'000, ',') + "a").size(), 0u);
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += "a=1&";
  EXPECT_EQ(parts_of(many).size(), kPartsMax);
}

TEST(PercentDecoding, is_called_for_where_it_changes_something) {
  EXPECT_FALSE(is_percent_encoded("100%"));
  EXPECT_TRUE(is_percent_encoded("%7B"));
}

}  // namespace
}  // namespace glassjar::cookies

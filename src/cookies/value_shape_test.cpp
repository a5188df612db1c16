// Forms of values, by examples of what real sites store.
#include "cookies/value_shape.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace glassjar::cookies {

void PrintTo(Shape shape, std::ostream* out) { *out << name_of(shape); }

namespace {

void expect_all(Shape shape, std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) EXPECT_EQ(shape_of(value), shape) << value;
}

TEST(Shape, knows_what_identifiers_are_made_in) {
  expect_all(Shape::Uuid,
             {"550e8400-e29b-41d4-a716-446655440000", "{550E8400-E29B-41D4-A716-446655440000}"});
  expect_all(Shape::GoogleAnalytics,
             {"GA1.2.1234567890.1600000000", "GS1.1.1700000000.1.0.170000"});
  expect_all(Shape::DigitsAndTime, {"fb.1.1600000000000.1234567890", "1234567890.1600000000",
                                    "14103492.1596490712", "2012345678.1600000000"});
  expect_all(Shape::HexDigits, {"d41d8cd98f00b204", "d41d8cd98f00b204e9800998ecf8427e"});
  expect_all(Shape::Digits, {"123456789012", "4211785549022118", "8234567890123456789"});
  expect_all(Shape::Base64,
             {"CAESEHkGzS2f1m7qVtYxB0wQp4Q", "3QxZ9kfP2mLw7TyV", "aB3dE5fG7hI9jK1l=="});
  expect_all(Shape::Mixed, {"user48213x", "k7f2m9qz"});
}

TEST(Shape, knows_what_never_identifies) {
  expect_all(Shape::Empty, {""});
  expect_all(Shape::Boolean, {"1", "true", "FALSE", "accepted", "Undefined"});
  expect_all(Shape::Short, {"abc", "x1y2z3", "1234567"});
  expect_all(Shape::Number, {"12345678901", "0.12345678", "-123456789"});
  expect_all(Shape::Date, {"1600000000", "1600000000000", "1600000000000000", "2026-11-21",
                           "20261121", "2026-11-21T20:15:00Z", "Fri, 07 Aug 2026 08:04:19 GMT",
                           "29-Aug-2015", "1600000000.1600000123"});
  expect_all(Shape::Locale, {"en-GB,en;q=0.9", "Europe/Berlin", "America/New_York"});
  expect_all(Shape::Version, {"v1.24.3-beta", "10.15.7.1", "2.13.0-rc.1"});
  expect_all(Shape::Url, {"https://example.org/a?b=c", "www.example.org", "shop.example.co.uk",
                          "/products/list"});
  expect_all(Shape::Consent, {"CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA",
                              "DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"});
  expect_all(Shape::Words, {"dark-theme", "collapsedSidebar", "getting_started"});
  expect_all(Shape::Structured, {"{\"a\":1,\"b\":2}", "a=1&b=20", "one two three", "a|b|c|d|e",
                                 "US:VA:Chantilly:38.9148:-77.4883:v4"});
  expect_all(Shape::Long, {std::string(101, 'a')});
}

TEST(Shape, sees_a_random_value_of_any_common_alphabet) {
  SeededRandom random(7);
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  int missed = 0;
  for (int i = 0; i < 2'000; ++i) {
    const std::string_view alphabet = i % 2 == 0 ? kHex : kBase64;
    std::string value;
    for (const uint8_t byte : random.bytes<32>()) value += alphabet[byte % alphabet.size()];
    EXPECT_TRUE(can_identify(shape_of(value))) << value << " as " << name_of(shape_of(value));
    if (!is_made_to_identify(shape_of(value))) ++missed;
  }
  EXPECT_LE(missed, 4);
}

TEST(EntropyBits, multiplies_length_by_the_smallest_alphabet) {
  EXPECT_DOUBLE_EQ(entropy_bits("10101010"), 8);
  EXPECT_NEAR(entropy_bits("1234567890"), 33.2, 0.1);
  EXPECT_DOUBLE_EQ(entropy_bits("0123456789abcdef"), 64);
  EXPECT_NEAR(entropy_bits("abcdefghijz"), 51.7, 0.1);
  EXPECT_NEAR(entropy_bits("abcdefghij01z"), 67.2, 0.1);
  EXPECT_DOUBLE_EQ(entropy_bits("aB3dE5fG7h"), 60);
}

TEST(EntropyBits, counts_neither_separators_nor_repetitions) {
  EXPECT_DOUBLE_EQ(entropy_bits("10.10_10-10"), 8);
  EXPECT_DOUBLE_EQ(entropy_bits("00000000-0000-0000-0000-000000000000"), 2 * 0 + 5);
  EXPECT_DOUBLE_EQ(entropy_bits(""), 0);
  EXPECT_DOUBLE_EQ(entropy_bits("..."), 0);
}

TEST(EntropyBits, is_bounded_for_long_values) {
  EXPECT_LE(entropy_bits(std::string(100'000, 'a') + "b"), 256 * 8);
}

}  // namespace
}  // namespace glassjar::cookies

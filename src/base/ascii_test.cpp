// Classes of characters hold for every byte, and cuts take no more than they say.
#include "base/ascii.h"

#include <gtest/gtest.h>

namespace glassjar {
namespace {

std::string characters_that(bool (*belong)(char)) {
  std::string out;
  for (int byte = 0; byte < 256; ++byte)
    if (belong(static_cast<char>(byte))) out += static_cast<char>(byte);
  return out;
}

TEST(Ascii, classes_have_their_characters_and_no_other_byte) {
  const std::string digits = "0123456789";
  const std::string upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string lower = "abcdefghijklmnopqrstuvwxyz";
  EXPECT_EQ(characters_that(is_digit), digits);
  EXPECT_EQ(characters_that(is_upper), upper);
  EXPECT_EQ(characters_that(is_lower), lower);
  EXPECT_EQ(characters_that(is_letter), upper + lower);
  EXPECT_EQ(characters_that(is_letter_or_digit), digits + upper + lower);
  EXPECT_EQ(characters_that(is_hex_digit), digits + "ABCDEFabcdef");
}

TEST(Ascii, hexadecimal_digits_have_their_value) {
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(hex_value("0123456789abcdef"[i]), i);
    EXPECT_EQ(hex_value("0123456789ABCDEF"[i]), i);
  }
  EXPECT_EQ(hex_value('g'), -1);
  EXPECT_EQ(hex_value('\0'), -1);
}

TEST(Ascii, only_letters_of_ascii_have_a_case) {
  EXPECT_EQ(lowered("AZaz09@[`{É"), "azaz09@[`{É");
  EXPECT_TRUE(equal_ignoring_case("Sec-GPC", "sec-gpc"));
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
}

TEST(Ascii, trimming_takes_blanks_of_both_ends_alone) {
  EXPECT_EQ(trimmed(" \ta b\t "), "a b");
  EXPECT_EQ(trimmed("a\r"), "a\r");
  EXPECT_EQ(trimmed("a\r", " \t\r"), "a");
  EXPECT_EQ(trimmed(" \t"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Ascii, cutting_takes_the_separator_too) {
  std::string_view rest = "a,,b";
  EXPECT_EQ(cut_until(rest, ','), "a");
  EXPECT_EQ(cut_until(rest, ','), "");
  EXPECT_EQ(cut_until(rest, ','), "b");
  EXPECT_TRUE(rest.empty());
}

}  // namespace
}  // namespace glassjar

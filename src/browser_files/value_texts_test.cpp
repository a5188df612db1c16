// What of a record becomes text, and where it ends.
#include "browser_files/value_texts.h"

#include <gtest/gtest.h>

#include <limits>

#include "browser_files/text_forms.h"

namespace glassjar::browser_files {
namespace {

using namespace std::string_literals;

TEST(ValueTexts, are_a_json_object_in_the_order_in_which_they_come) {
  ValueTexts texts;
  EXPECT_EQ(texts.json(), "{}");
  texts.add_utf8("key", "uid");
  texts.add_latin1("value.name", "\xe9t\xe9");
  texts.add_utf16le("value.0", "\xe5\x65\x2c\x67"s);
  EXPECT_EQ(texts.json(), R"({"key":"uid","value.name":"été","value.0":"日本"})");
}

TEST(ValueTexts, are_quoted_as_javascript_does) {
  ValueTexts texts;
  texts.add_utf8("value", "\"\\\b\t\n\f\r\x01\x1f/\x7f"s + "\0"s);
  EXPECT_EQ(texts.json(), R"({"value":"\"\\\b\t\n\f\r\u0001\u001f/)"s + "\x7f" + R"(\u0000"})");
}

TEST(ValueTexts, have_whole_numbers_that_are_long_enough) {
  ValueTexts texts;
  for (const double number :
       {0.0, 9'999'999.0, 12'345'678.5, 1e16, -1e300, std::numeric_limits<double>::infinity(),
        std::numeric_limits<double>::quiet_NaN()})
    texts.add_number("no", number);
  EXPECT_EQ(texts.json(), "{}");
  texts.add_number("a", 10'000'000);
  texts.add_number("b", -123'456'789'012.0);
  EXPECT_EQ(texts.json(), R"({"a":"10000000","b":"-123456789012"})");
}

TEST(ValueTexts, have_big_integers_in_decimal_digits) {
  ValueTexts texts;
  texts.add_big_integer("short", "\x07", false);
  texts.add_big_integer("none", "", false);
  texts.add_big_integer("one", "\xd2\x0a\x1f\xeb\x8c\xa9\x54\xab"s, false);
  texts.add_big_integer("two", "\xd2\x0a\x3f\x4e\xee\xe0\x73\xc3\xf6\x0f\xe9\x8e\x01\0\0\0"s, true);
  EXPECT_EQ(texts.json(),
            R"({"one":"12345678901234567890","two":"-123456789012345678901234567890"})");
  texts.add_big_integer("three", std::string(65, 'x'), false);
  EXPECT_NE(texts.json().find(R"("more":"not read")"), std::string::npos);
}

TEST(ValueTexts, have_bytes_of_the_size_of_an_identifier) {
  ValueTexts texts;
  texts.add_binary("small", std::string(ValueTexts::kBinaryBytesMin - 1, 'a'));
  texts.add_binary("large", std::string(ValueTexts::kBinaryBytesMax + 1, 'a'));
  EXPECT_EQ(texts.json(), "{}");
  texts.add_binary("id", "\0\xff\x10 abcde"s);
  EXPECT_EQ(texts.json(), R"({"id":"00ff10206162636465"})");
}

TEST(ValueTexts, are_cut_at_a_whole_character) {
  ValueTexts texts;
  std::string wide;
  for (size_t i = 0; i < ValueTexts::kTextBytesMax; ++i) wide += "\xe5\x65"s;
  texts.add_utf16le("value", wide);
  const std::string json = texts.json();
  EXPECT_TRUE(is_utf8(json));
  EXPECT_LT(json.size(), ValueTexts::kTextBytesMax + 64);
  EXPECT_NE(json.find(R"(日","more":"not read"})"), std::string::npos);
}

TEST(ValueTexts, end_once_they_are_full) {
  ValueTexts texts;
  int added = 0;
  for (; !texts.is_full() && added < 100; ++added) texts.add_utf8("v", std::string(1000, 'x'));
  EXPECT_EQ(added, 17);
  texts.add_utf8("v", "late");
  EXPECT_LE(texts.json().size(), ValueTexts::kBytesMax + 32);
  EXPECT_EQ(texts.json().find("late"), std::string::npos);
  EXPECT_TRUE(texts.json().ends_with(R"(,"more":"not read"})"));
}

TEST(ValueTexts, say_where_the_rest_is) {
  ValueTexts texts;
  texts.leave_in_other_file();
  EXPECT_EQ(texts.json(), R"({"more":"in another file"})");
}

TEST(ValueTexts, have_paths_of_bounded_steps) {
  EXPECT_EQ(ValueTexts::step("value", "user"), "value.user");
  EXPECT_EQ(ValueTexts::step("value", 3), "value.3");
  EXPECT_EQ(ValueTexts::step("v", std::string(1000, 'x')).size(), 2 + ValueTexts::kStepBytesMax);
}

TEST(NumberText, is_javascripts_for_whole_numbers) {
  EXPECT_EQ(number_text(5), "5");
  EXPECT_EQ(number_text(-1.5), "-1.5");
  EXPECT_EQ(number_text(-0.0), "0");
  EXPECT_EQ(number_text(1e300), "1e+300");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "-Infinity");
}

}  // namespace
}  // namespace glassjar::browser_files

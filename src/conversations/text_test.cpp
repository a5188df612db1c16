// What text is taken, and what is taken out of it.
#include "conversations/text.h"

#include <gtest/gtest.h>

namespace glassjar::conversations {
namespace {

std::string cleaned(std::string_view text) {
  const auto clean = clean_text(text, "text", 100);
  return clean ? *clean : "(" + clean.error().message + ")";
}

TEST(CleanText, leaves_words_of_any_language_alone) {
  for (const char* text : {"Hello", "Grüße", "日本語", "سلام", "🫙 jar", "two\nlines\tand a tab"})
    EXPECT_EQ(cleaned(text), text);
}

TEST(CleanText, takes_control_characters_out) {
  EXPECT_EQ(cleaned(std::string_view("a\0b\x01\x1b[31mc\x7f\r\n d", 15)), "ab[31mc\n d");
  EXPECT_EQ(cleaned("a\xC2\x85"
                    "b"),
            "ab");
  EXPECT_EQ(cleaned("pay \xE2\x80\xAE"
                    "txt.exe"),
            "pay txt.exe");
  EXPECT_EQ(cleaned("\xEF\xBB\xBF"
                    "begins with a mark"),
            "begins with a mark");
}

TEST(CleanText, takes_white_space_off_the_ends) {
  EXPECT_EQ(cleaned(" \n\t hi there \n"), "hi there");
}

TEST(CleanText, refuses_nothing) {
  for (const char* text : {"", "   ", "\n", "\x01\x02"})
    EXPECT_EQ(cleaned(text), "(text: nothing in it)");
}

TEST(CleanText, refuses_what_is_not_utf8) {
  const std::string_view bad[] = {
      "\xff",              // no such byte
      "a\x80",             // a stray continuation
      "\xC3",              // cut off
      "\xC3(",             // no continuation
      "\xC0\xAF",          // overlong '/'
      "\xC1\xBF",          // overlong
      "\xE0\x80\xAF",      // overlong
      "\xF0\x80\x80\xAF",  // overlong
      "\xED\xA0\x80",      // a surrogate
      "\xF4\x90\x80\x80",  // beyond U+10FFFF
      "\xF5\x80\x80\x80",  // no such byte
      "\xE2\x82",          // cut off
  };
  for (const std::string_view text : bad) EXPECT_EQ(cleaned(text), "(text: not valid UTF-8)");
}

TEST(CleanText, counts_characters_not_bytes) {
  std::string hundred;
  for (int i = 0; i < 100; ++i) hundred += "ü";
  EXPECT_EQ(cleaned(hundred), hundred);
  EXPECT_EQ(cleaned(hundred + "x"), "(text: at most 100 characters)");
}

TEST(CleanText, an_error_names_the_field_and_no_word_of_it) {
  const auto refused = clean_text(std::string(101, 'x'), "sentence", 100);
  EXPECT_EQ(refused.error().message, "sentence: at most 100 characters");
  EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace glassjar::conversations

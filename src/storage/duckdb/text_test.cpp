// Texts on their way into DuckDB: quoting, UTF-8, properties.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/duckdb/props_text.h"
#include "storage/duckdb/sql_text.h"
#include "storage/duckdb/utf8.h"

namespace glassjar::storage::duckdb {
namespace {

TEST(SqlText, quotes_are_doubled_and_backslashes_mean_themselves) {
  EXPECT_EQ(literal("it's"), "'it''s'");
  EXPECT_EQ(literal("a\\'"), "'a\\'''");
  EXPECT_EQ(literal(""), "''");
}

TEST(SqlText, a_statement_never_holds_a_nul) {
  EXPECT_EQ(literal(std::string_view("a\0b", 3)), "('a'||chr(0)||'b')");
}

TEST(Utf8, well_formed_texts_stay) {
  for (const char* text : {"", "plain", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8D\xAF"}) {
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(with_replacement_characters(text), text);
  }
}

TEST(Utf8, overlong_surrogate_cut_and_stray_bytes_are_replaced) {
  for (const char* text :
       {"\xC0\xAF", "\xED\xA0\x80", "\xE2\x82", "\xFF", "\x80", "\xF4\x90\x80\x80"})
    EXPECT_FALSE(is_utf8(text));
  EXPECT_EQ(with_replacement_characters("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_TRUE(is_utf8(with_replacement_characters("\xE2\x82\xE2\x82\xAC\xF0")));
}

TEST(PropsText, comes_back_as_written) {
  const Props props = {
      {"plan", "pro"}, {"say \"hi\"", "a\\b\n\x01"}, {"", "\xC3\xA9"}, {"plan", ""}};
  EXPECT_EQ(props_from_text(props_to_text(props)), props);
  EXPECT_EQ(props_to_text({{"a", "b"}}), R"({"a":"b"})");
  EXPECT_EQ(props_to_text({}), "");
}

TEST(PropsText, damaged_text_gives_what_can_be_read) {
  const Props first = {{"a", "b"}};
  for (const char* text : {R"({"a":"b","c":)", R"({"a":"b","c)", R"({"a":"b","c":"\u00)"})
    EXPECT_EQ(props_from_text(text), first);
}

}  // namespace
}  // namespace glassjar::storage::duckdb

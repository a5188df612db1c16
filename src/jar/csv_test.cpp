// RFC 4180, and cells that spreadsheets would run.
#include "jar/csv.h"

#include <gtest/gtest.h>

namespace glassjar::jar {
namespace {

std::string cell(const std::string& text) {
  const std::string csv = csv_of({.name = "t", .columns = {"c"}, .rows = {{text}}});
  EXPECT_TRUE(csv.starts_with("c\r\n"));
  EXPECT_TRUE(csv.ends_with("\r\n"));
  return csv.substr(3, csv.size() - 5);
}

TEST(Csv, has_a_header_and_crlf) {
  EXPECT_EQ(csv_of({.name = "t", .columns = {"a", "b"}, .rows = {{"1", "2"}, {"3", ""}}}),
            "a,b\r\n1,2\r\n3,\r\n");
  EXPECT_EQ(csv_of({.name = "t", .columns = {"a"}}), "a\r\n");
}

TEST(Csv, quotes_commas_quotes_and_line_ends) {
  EXPECT_EQ(cell("a,b"), "\"a,b\"");
  EXPECT_EQ(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(cell("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(cell("plain text"), "plain text");
}

TEST(Csv, makes_formulas_harmless) {
  EXPECT_EQ(cell("=1+1"), "'=1+1");
  EXPECT_EQ(cell("+49 30 1"), "'+49 30 1");
  EXPECT_EQ(cell("-cmd"), "'-cmd");
  EXPECT_EQ(cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(cell("\t=1"), "'\t=1");
  EXPECT_EQ(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

TEST(Csv, leaves_numbers_alone) {
  EXPECT_EQ(cell("-5"), "-5");
  EXPECT_EQ(cell("-0.25"), "-0.25");
  EXPECT_EQ(cell("a=b"), "a=b");
}

}  // namespace
}  // namespace glassjar::jar

// RFC 4180, and cells that spreadsheets would run.
#include "base/csv.h"

#include <gtest/gtest.h>

namespace glassjar {
namespace {

std::string cell(const std::string& text) {
  const std::string row = csv_row({text});
  EXPECT_TRUE(row.ends_with("\r\n"));
  return row.substr(0, row.size() - 2);
}

TEST(Csv, a_row_has_commas_and_crlf) {
  EXPECT_EQ(csv_row({"1", "2"}), "1,2\r\n");
  EXPECT_EQ(csv_row({"3", ""}), "3,\r\n");
  EXPECT_EQ(csv_row({"a"}), "a\r\n");
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
}  // namespace glassjar

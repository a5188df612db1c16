// What sites chose cannot steer the terminal, and tables fit it.
#include "cookies_command/printable.h"

#include <gtest/gtest.h>

#include "cookies_command/terminal.h"

namespace glassjar::cookies_command {
namespace {

TEST(PrintableTest, replaces_what_a_terminal_would_obey) {
  EXPECT_EQ(printable("a\x1B[31mb"), "a\uFFFD[31mb");
  EXPECT_EQ(printable("a\nb\rc\td\x7F"), "a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\uFFFD31m");                                    // the one-byte CSI, U+009B
  EXPECT_EQ(printable("x\u202Egnp.exe"), "x\uFFFDgnp.exe");  // right-to-left override
  EXPECT_EQ(printable("na\u200Bme"), "na\uFFFDme");
}

TEST(PrintableTest, leaves_text_of_every_language) {
  for (const char* text : {"", "uid", "Übergröße", "クッキー", "🍪 jar"})
    EXPECT_EQ(printable(text), text);
}

TEST(PrintableTest, bytes_that_are_not_utf8_are_replaced_one_by_one) {
  EXPECT_EQ(printable("a\xFF\xC0\xAF"
                      "b"),
            "a\uFFFD\uFFFD\uFFFDb");
  EXPECT_EQ(printable("\xE2\x82"), "\uFFFD\uFFFD");            // cut off
  EXPECT_EQ(printable("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
}

TEST(PrintableTest, cuts_between_characters) {
  EXPECT_EQ(cut_to_columns("Übergröße", 9), "Übergröße");
  EXPECT_EQ(cut_to_columns("Übergröße", 5), "Über…");
  EXPECT_EQ(cut_to_columns("Übergröße", 1), "…");
  EXPECT_EQ(cut_to_columns("Übergröße", 0), "");
}

TEST(TerminalTest, a_table_fits_the_terminal_and_is_whole_elsewhere) {
  Table table({{"Company"}, {"Items", Align::Right}});
  table.add({"A company with a very long name indeed", "12"});
  table.add({"B", "3"});
  EXPECT_EQ(table.render({}),
            "Company                                 Items\n"
            "A company with a very long name indeed     12\n"
            "B                                           3\n");
  const std::string narrow = table.render({.columns = 24, .colour = false});
  EXPECT_EQ(narrow,
            "Company            Items\n"
            "A company with a…     12\n"
            "B                      3\n");
}

TEST(TerminalTest, colour_only_where_asked) {
  Table table({{"Site"}});
  table.add({"\x1B[2Jexample.org"});
  EXPECT_EQ(table.render({}).find('\x1B'), std::string::npos);
  EXPECT_EQ(table.render({.columns = 80, .colour = true}).find("\x1B[1mSite"), 0U);
}

TEST(TerminalTest, wraps_between_words) {
  EXPECT_EQ(wrap("one two three four five six seven", {.columns = 24, .colour = false}, 2),
            "one two three four five\n  six seven");
  EXPECT_EQ(grouped(1204), "1,204");
  EXPECT_EQ(grouped(1000000), "1,000,000");
  EXPECT_EQ(counted(1, "item", "items"), "1 item");
}

}  // namespace
}  // namespace glassjar::cookies_command

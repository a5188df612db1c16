// Declared lists: both forms, there and back, and what their words mean.
#include "audit/declared.h"

#include <gtest/gtest.h>

#include "audit/csv.h"
#include "base/csv.h"

namespace glassjar::audit {
namespace {

TEST(CsvTest, reads_what_spreadsheets_write) {
  const auto rows = parse_csv(
      "\xEF\xBB\xBF"
      "a,b,c\r\n\"x,1\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n\r\n,,\nlast,,");
  ASSERT_TRUE(rows.has_value());
  EXPECT_EQ(
      *rows,
      (std::vector<std::vector<std::string>>{
          {"a", "b", "c"}, {"x,1", "say \"hi\"", "two\nlines"}, {"", "", ""}, {"last", "", ""}}));
  EXPECT_FALSE(parse_csv("a,\"b").has_value());
}

TEST(CsvTest, no_field_is_a_formula_and_all_come_back) {
  const std::vector<std::string> fields{"=cmd()", "+1",  "-x",  "@y", "plain",
                                        "a,b",    "q\"", "'=z", ""};
  const std::string row = csv_row(fields);
  EXPECT_EQ(row.substr(0, 8), "'=cmd(),");
  const auto rows = parse_csv(row);
  ASSERT_TRUE(rows.has_value());
  std::vector<std::string> wanted = fields;
  wanted[7] = "=z";  // NB: the one that cannot be told from a guarded field
  EXPECT_EQ(rows->front(), wanted);
}

constexpr std::string_view kCsv =
    "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data "
    "Controller,"
    "User Privacy & GDPR Rights Portals,Wildcard match\r\n"
    "1,Google Analytics,Analytics,_ga_,,\"Counts, and more\",2 years,Google,https://g.example,1\r\n"
    "2,DoubleClick,Marketing,IDE,doubleclick.net (3rd party),Ads,13 months,Google,,0\r\n";

TEST(DeclaredTest, csv_and_json_say_the_same) {
  const auto from_csv = parse_declared(kCsv);
  ASSERT_TRUE(from_csv.has_value()) << from_csv.error().message;
  EXPECT_EQ(declared_csv(*from_csv), kCsv);
  const auto from_json = parse_declared(declared_json(*from_csv));
  ASSERT_TRUE(from_json.has_value()) << from_json.error().message;
  EXPECT_EQ(declared_csv(*from_json), kCsv);
  EXPECT_TRUE((*from_csv)[0].wildcard);
  EXPECT_TRUE((*from_csv)[0].matches_name("_ga_ABC"));
  EXPECT_FALSE((*from_csv)[1].matches_name("IDE2"));
}

TEST(DeclaredTest, owners_own_headings_and_stars_are_understood) {
  const auto list = parse_declared("Name,Purpose,Lifetime\nabc_*,Statistics,1 day\n");
  ASSERT_TRUE(list.has_value()) << list.error().message;
  EXPECT_EQ((*list)[0].name, "abc_");
  EXPECT_TRUE((*list)[0].wildcard);
  EXPECT_EQ((*list)[0].category, "Statistics");
  EXPECT_EQ((*list)[0].retention, "1 day");
}

TEST(DeclaredTest, what_is_no_list_is_refused_with_the_place) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "declared list: it is empty"},
      {"a,b\n1,2\n", "declared list: its first line has no heading \"Cookie / Data Key name\""},
      {"cookie,domain\nx,y\n,z\n", "declared list: line 3: no cookie's name"},
      {R"({"P":7})", R"(declared list: "P": want an array)"},
      {R"({"P":[{"cookie":"a"},{"domain":"b"}]})",
       R"(declared list: entry 2 of "P": no cookie's name)"},
  };
  for (const auto& [text, wanted] : cases) {
    const auto list = parse_declared(text);
    ASSERT_FALSE(list.has_value()) << text;
    EXPECT_EQ(list.error().message, wanted);
    EXPECT_EQ(list.error().code, ErrorCode::InvalidArgument);
  }
  EXPECT_FALSE(parse_declared("{\"P\":[").has_value());
}

TEST(DeclaredTest, domains_name_hosts_and_parties) {
  const auto of = [](std::string domain) {
    return Declared{.name = "x", .domain = std::move(domain)};
  };
  EXPECT_EQ(of("doubleclick.net (3rd party)").hosts(), std::vector<std::string>{"doubleclick.net"});
  EXPECT_EQ(of(".Example.org, www.example.com or b.example").hosts(),
            (std::vector<std::string>{"example.org", "www.example.com", "b.example"}));
  EXPECT_EQ(of("").party("example.org"), cookies::Party::First);
  EXPECT_EQ(of("www.example.org").party("example.org"), cookies::Party::First);
  EXPECT_EQ(of("other.net").party("example.org"), cookies::Party::Third);
  EXPECT_EQ(of("(3rd party)").party("example.org"), cookies::Party::Third);
  EXPECT_EQ(of("other.net (1st party)").party("example.org"), cookies::Party::First);
}

TEST(DeclaredTest, retention_is_read_as_people_write_it) {
  const std::pair<const char*, std::optional<seconds>> cases[] = {
      {"2 years", days(730)},       {"1 year", days(365)},
      {"30 days", days(30)},        {"1 year 1 day", days(366)},
      {"24 hours", hours(24)},      {"30 min", minutes(30)},
      {"Session", seconds(0)},      {"session cookie", seconds(0)},
      {"12 months", days(365)},     {"1.5 hours", minutes(90)},
      {"Persistent", std::nullopt}, {"", std::nullopt},
      {"varies", std::nullopt},     {"99999999999999999999 years", std::nullopt},
  };
  for (const auto& [words, wanted] : cases) EXPECT_EQ(parse_retention(words), wanted) << words;
}

TEST(DeclaredTest, lifetimes_are_said_in_round_units) {
  EXPECT_EQ(retention_in_words(std::nullopt), "session");
  EXPECT_EQ(retention_in_words(days(730)), "2 years");
  EXPECT_EQ(retention_in_words(days(396)), "13 months");
  EXPECT_EQ(retention_in_words(days(90)), "3 months");
  EXPECT_EQ(retention_in_words(days(1)), "1 day");
  EXPECT_EQ(retention_in_words(minutes(30)), "30 minutes");
  EXPECT_EQ(retention_in_words(seconds(7)), "7 seconds");
}

}  // namespace
}  // namespace glassjar::audit

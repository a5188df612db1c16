// How lines of filter lists are read.
#include "filters/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "filters/filter_list.h"

namespace glassjar::filters {
namespace {

using testing::ElementsAre;

Rule rule(std::string_view line) {
  auto read = parse_rule(line);
  EXPECT_TRUE(std::holds_alternative<Rule>(read)) << line;
  return std::holds_alternative<Rule>(read) ? std::get<Rule>(read) : Rule{};
}

Skipped skipped(std::string_view line) {
  const auto read = parse_rule(line);
  EXPECT_TRUE(std::holds_alternative<Skipped>(read)) << line;
  return std::holds_alternative<Skipped>(read) ? std::get<Skipped>(read) : Skipped{};
}

TypeSet types(std::initializer_list<RequestType> wanted) {
  TypeSet set = 0;
  for (const RequestType type : wanted) set |= set_of(type);
  return set;
}

TEST(Rule, a_host_alone_is_a_host_rule) {
  const Rule read = rule("||Tracker.Example^$third-party");
  EXPECT_EQ(read.form, Form::Host);
  EXPECT_EQ(read.pattern, "tracker.example");
  EXPECT_EQ(read.party, Party::Third);
  EXPECT_EQ(read.types, kOrdinaryTypes);
}

TEST(Rule, more_than_a_host_is_a_glob) {
  for (const auto* line : {"||t.example", "||t.example/p^", "||t.*^", "||t.example^|",
                           "||.example^", "||t.example^$match-case"})
    EXPECT_EQ(rule(line).form, Form::Glob) << line;
}

TEST(Rule, anchors_and_outer_stars_leave_the_pattern) {
  const Rule both = rule("|https://t.example/|");
  EXPECT_EQ(both.anchor, Anchor::Start);
  EXPECT_TRUE(both.end_anchor);
  EXPECT_EQ(both.pattern, "https://t.example/");
  const Rule stars = rule("|*pixel.gif*|");
  EXPECT_EQ(stars.anchor, Anchor::None);
  EXPECT_FALSE(stars.end_anchor);
  EXPECT_EQ(stars.pattern, "pixel.gif");
}

TEST(Rule, types_add_up_and_refusals_take_away) {
  EXPECT_EQ(rule("/x$script,image").types, types({RequestType::Script, RequestType::Image}));
  EXPECT_EQ(rule("/x$xmlhttprequest,css").types,
            types({RequestType::Xhr, RequestType::Stylesheet}));
  EXPECT_EQ(rule("/x$~script").types, kOrdinaryTypes & ~set_of(RequestType::Script));
  EXPECT_EQ(rule("/x$popup").types, set_of(RequestType::Popup));
  EXPECT_EQ(rule("/x$all").types,
            kOrdinaryTypes | types({RequestType::Document, RequestType::Popup}));
}

TEST(Rule, pages_are_read_with_their_exclusions) {
  const Rule read = rule("/x$domain=A.example|~b.a.example|c.*");
  EXPECT_THAT(read.domains, ElementsAre("a.example", "c.*"));
  EXPECT_THAT(read.excluded_domains, ElementsAre("b.a.example"));
}

TEST(Rule, party_is_read_in_all_spellings) {
  for (const auto* option : {"third-party", "3p", "~first-party", "~1p"})
    EXPECT_EQ(rule(std::string("/x$") + option).party, Party::Third) << option;
  for (const auto* option : {"first-party", "1p", "~third-party"})
    EXPECT_EQ(rule(std::string("/x$") + option).party, Party::First) << option;
}

TEST(Rule, flags_are_read) {
  const Rule read = rule("@@/Path$important,match-case,badfilter");
  EXPECT_TRUE(read.exception && read.important && read.match_case && read.badfilter);
  EXPECT_EQ(read.pattern, "/Path");
}

TEST(Rule, a_replacement_blocks_and_its_exception_does_nothing) {
  EXPECT_EQ(rule("||t.example/ads.js$script,redirect=noopjs").types, set_of(RequestType::Script));
  EXPECT_EQ(rule("||t.example/v$rewrite=abp-resource:blank-mp4").pattern, "t.example/v");
  EXPECT_EQ(skipped("@@||t.example/ads.js$redirect=noopjs"), Skipped::Unsupported);
}

TEST(Rule, a_dollar_in_the_pattern_is_no_option) {
  EXPECT_EQ(rule("/a$/b").pattern, "/a$/b");
  EXPECT_EQ(rule("/price$$script").pattern, "/price$");
}

TEST(Rule, regular_expressions_keep_their_dollars) {
  const Rule read = rule(R"(/^https?:\/\/t\.example\/[a-z]+\.(js|j$)/$script)");
  EXPECT_EQ(read.form, Form::Regex);
  EXPECT_EQ(read.pattern, R"(^https?:\/\/t\.example\/[a-z]+\.(js|j$))");
  EXPECT_EQ(read.types, set_of(RequestType::Script));
  EXPECT_EQ(rule(R"(/\.gif$/)").pattern, R"(\.gif$)");
}

TEST(Rule, regular_expressions_beyond_linear_time_are_unsupported) {
  EXPECT_EQ(skipped("/track(?!ing)/"), Skipped::Unsupported);
  EXPECT_EQ(skipped("/(a/"), Skipped::Unsupported);
}

TEST(Rule, lines_for_elements_are_cosmetic) {
  for (const auto* line :
       {"example.org##.ad", "#@#.ad", "example.org#?#div:has(a)", "x#$#log", "example.org#@?#.ad",
        "@@||example.org^$generichide", "||x.example^$elemhide"})
    EXPECT_EQ(skipped(line), Skipped::Cosmetic) << line;
}

TEST(Rule, comments_and_blank_lines_are_comments) {
  for (const auto* line : {"", "  \r", "! text", "[Adblock Plus 2.0]"})
    EXPECT_EQ(skipped(line), Skipped::Comment) << line;
}

TEST(Rule, an_unknown_option_makes_the_rule_unknown) {
  for (const auto* line : {"/x$method=post", "/x$csp=script-src 'none'", "/x$removeparam=id",
                           "/x$domain=/regex/", "/x$domain=", "/x$nonsense", "/x$~important"})
    EXPECT_EQ(skipped(line), Skipped::Unsupported) << line;
}

TEST(Rule, what_would_match_everything_is_malformed) {
  for (const auto* line : {"*", "||", "|", "@@", "@@||*", "**|"})
    EXPECT_EQ(skipped(line), Skipped::Malformed) << line;
  EXPECT_EQ(rule("*$script,third-party").pattern, "");
}

TEST(Rule, oversized_lines_are_malformed) {
  EXPECT_EQ(skipped(std::string(kRuleBytesMax + 1, 'a')), Skipped::Malformed);
  EXPECT_EQ(skipped(std::string(kPatternBytesMax + 1, 'a')), Skipped::Malformed);
  EXPECT_EQ(rule(std::string(kPatternBytesMax, 'a')).pattern.size(), kPatternBytesMax);
  EXPECT_EQ(skipped("0.0.0.0 host.example"), Skipped::Malformed);
}

TEST(Rule, identity_ignores_the_order_of_options) {
  EXPECT_EQ(identity_of(rule("/x$script,domain=a.b|c.d,3p")),
            identity_of(rule("/x$third-party,domain=c.d|a.b,script,badfilter")));
  EXPECT_NE(identity_of(rule("/x$script")), identity_of(rule("@@/x$script")));
  EXPECT_NE(identity_of(rule("||x.y^")), identity_of(rule("||x.y^$important")));
}

TEST(FilterList, counts_what_it_skips_and_takes_its_title) {
  const FilterList list = FilterList::parse("file",
                                            "\xef\xbb\xbf[Adblock Plus 2.0]\r\n! Title: Some List "
                                            "\r\n||t.example^\r\n##.ad\n/x$nonsense\n*");
  EXPECT_EQ(list.name, "Some List");
  ASSERT_EQ(list.rules.size(), 1U);
  EXPECT_EQ(list.rules[0].text, "||t.example^");
  EXPECT_THAT(list.skipped, ElementsAre(2U, 1U, 1U, 1U));
}

TEST(FilterList, keeps_the_given_name_without_a_title) {
  EXPECT_EQ(FilterList::parse("mine", "||t.example^").name, "mine");
}

}  // namespace
}  // namespace glassjar::filters

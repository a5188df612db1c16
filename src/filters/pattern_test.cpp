// What patterns match, and that a matcher made of regular expressions agrees.
#include "filters/pattern.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>

namespace glassjar::filters {
namespace {

bool matches_line(std::string_view line, std::string_view url) {
  const Rule rule = std::get<Rule>(parse_rule(line));
  const Glob glob{rule.pattern, rule.anchor, rule.end_anchor};
  return matches(glob, url, host_range(url));
}

struct Expectation {
  const char* line;
  const char* url;
  bool matches;
};

class Pattern : public testing::TestWithParam<Expectation> {};

TEST_P(Pattern, matches_as_said) {
  const auto& [line, url, wanted] = GetParam();
  EXPECT_EQ(matches_line(line, url), wanted) << line << " on " << url;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Pattern,
    testing::Values(Expectation{"/pixel.gif", "https://a.example/pixel.gif?1", true},
                    Expectation{"/pixel.gif|", "https://a.example/pixel.gif?1", false},
                    Expectation{"/pixel.gif|", "https://a.example/pixel.gif/pixel.gif", true},
                    Expectation{"|https://a.", "https://a.example/", true},
                    Expectation{"|a.example", "https://a.example/", false},
                    Expectation{"||example/x", "https://a.example/x", true},
                    Expectation{"||xample/x", "https://a.example/x", false},
                    Expectation{"||a.example", "https://b.example/a.example", false},
                    Expectation{"||a.ex", "https://b.a.example/", true},
                    Expectation{"||t.example/p", "https://user:a.b@t.example/p", true},
                    Expectation{"||t.example:8080^", "https://t.example:8080/p", true},
                    Expectation{"||[::1]/p", "http://[::1]/p", true},
                    Expectation{"^p^", "https://a.example/p", true},
                    Expectation{"^p^", "https://a.example/p/", true},
                    Expectation{"^p^", "https://a.example/p%20", false},
                    Expectation{"^p^", "https://a.example/p-q_r.s", false},
                    Expectation{"p^^", "https://a.example/p", true},
                    Expectation{"a*c", "https://x.example/abc", true},
                    Expectation{"/a*/b*/c|", "https://x.example/a/1/b/c/2/b/c", true},
                    Expectation{"/a*/b*/c|", "https://x.example/b/a/c", false},
                    Expectation{"||x.example*.js|", "https://x.example/lib.js", true},
                    Expectation{"||x.*^ads", "https://x.co.uk/ads", true},
                    Expectation{"ab*b|", "https://x.example/ab", false},
                    Expectation{"|data:text", "data:text/html,x", true}));

// The translation that Adblock Plus documents, with its set of separators.
std::string to_regex(const Rule& rule) {
  std::string regex;
  if (rule.anchor == Anchor::Start) regex += "^";
  if (rule.anchor == Anchor::Host) regex += "^[a-z]+://(?:[^/?#]*@)?(?:[^/?#:]*\\.)?";
  for (const char c : rule.pattern) {
    if (c == '*')
      regex += ".*";
    else if (c == '^')
      regex += "(?:[\\x00-\\x24\\x26-\\x2C\\x2F\\x3A-\\x40\\x5B-\\x5E\\x60\\x7B-\\x7F]|$)";
    else
      regex += RE2::QuoteMeta(std::string(1, c));
  }
  return rule.end_anchor ? regex + "$" : regex;
}

std::string random_text(std::mt19937& random, std::string_view alphabet, size_t bytes_max) {
  std::string text;
  for (size_t left = random() % bytes_max; left > 0; --left)
    text += alphabet[random() % alphabet.size()];
  return text;
}

TEST(PatternProperty, agrees_with_regular_expressions) {
  std::mt19937 random(20261121);
  size_t matched = 0;
  for (int i = 0; i < 8'000; ++i) {
    const auto* const anchors = std::to_array<const char*>({"", "|", "||"})[random() % 3];
    const std::string line =
        anchors + random_text(random, "ab.*^/-%", 7) + (random() % 4 == 0 ? "|" : "");
    const auto read = parse_rule(line);
    const Rule* rule = std::get_if<Rule>(&read);
    if (rule == nullptr || rule->form == Form::Regex) continue;
    const std::string url = "h://" + std::string(random() % 2 == 0 ? "a." : "") +
                            random_text(random, "ab.", 4) + "b/" +
                            random_text(random, "ab./?-%", 12);
    Rule as_glob = *rule;
    as_glob.pattern = rule->form == Form::Host ? rule->pattern + "^" : rule->pattern;
    const bool wanted = RE2::PartialMatch(url, RE2(to_regex(as_glob)));
    matched += wanted;
    const Glob whole{as_glob.pattern, rule->anchor, rule->end_anchor};
    ASSERT_EQ(matches(whole, url, host_range(url)), wanted) << line << " on " << url;
    if (rule->form != Form::Host) continue;
    ASSERT_EQ(host_is_within(host_of(url), rule->pattern), wanted) << line << " on " << url;
  }
  EXPECT_GT(matched, 200U);
}

TEST(HostRange, is_found_in_every_form_of_url) {
  EXPECT_EQ(host_of("https://a.example/p?q"), "a.example");
  EXPECT_EQ(host_of("https://u:p@a.example:8443/@x"), "a.example");
  EXPECT_EQ(host_of("http://[2001:db8::1]:80/"), "[2001:db8::1]");
  EXPECT_EQ(host_of("https://a.example?x:y"), "a.example");
  EXPECT_EQ(host_of("https://"), "");
  EXPECT_EQ(host_of("about:blank"), "");
  EXPECT_EQ(host_of("data:text/html,http://x/"), "");
  EXPECT_EQ(host_of("no url"), "");
}

}  // namespace
}  // namespace glassjar::filters

// One network rule of a filter list in the Adblock Plus syntax.
//
// The syntax: https://help.adblockplus.org/hc/en-us/articles/360062733293 and, for the shorter
// names of options, https://github.com/gorhill/uBlock/wiki/Static-filter-syntax.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "filters/request.h"

namespace glassjar::filters {

constexpr size_t kRuleBytesMax = 32 * 1024;
constexpr size_t kPatternBytesMax = 1024;

// Where a pattern must begin.
enum class Anchor : uint8_t {
  None,   // anywhere
  Start,  // "|": at the start of the URL
  Host,   // "||": at the start of the host or of one of its labels
};
enum class Party : uint8_t { Any, First, Third };

// How a pattern is held against a URL.
enum class Form : uint8_t {
  Host,   // "||host^": the pattern is the host alone
  Glob,   // text with "*" (anything) and "^" (a separator or the end)
  Regex,  // "/…/": the pattern is what stands between the slashes
};

struct Rule {
  std::string_view text;  // the whole line; lives with the list's text
  std::string pattern;    // without anchors, lower case unless match_case
  Form form = Form::Glob;
  Anchor anchor = Anchor::None;
  bool end_anchor = false;  // "…|": must reach the end of the URL
  bool match_case = false;
  bool exception = false;  // "@@"
  bool important = false;  // no exception lifts it
  bool badfilter = false;  // takes the same rule without this option out
  TypeSet types = kOrdinaryTypes;
  Party party = Party::Any;
  // Of the page; "example.org" stands for its subdomains too, "example.*" for any public suffix.
  std::vector<std::string> domains;           // empty: every page
  std::vector<std::string> excluded_domains;  // "~example.org"
};

// Why a line is no rule here.
enum class Skipped : uint8_t {
  Comment,      // blank lines, "!", "[Adblock Plus]"
  Cosmetic,     // for elements of pages, not for requests
  Unsupported,  // an option, or a regular expression, that this matcher does not know
  Malformed,    // too long, or it would match every request
};

// Reads one line without its line end. `line` must live as long as the rule.
std::variant<Rule, Skipped> parse_rule(std::string_view line);

// The same for all rules that do the same, whatever the order of their options; `badfilter` is
// left out. For finding the rule that a badfilter takes out.
std::string identity_of(const Rule& rule);

}  // namespace glassjar::filters

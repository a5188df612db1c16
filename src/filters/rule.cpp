// Reads a line of a filter list: exception mark, pattern with its anchors, options.
#include "filters/rule.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "filters/regexes.h"
#include "filters/rule_options.h"
#include "filters/text.h"

namespace glassjar::filters {
namespace {

// "##", "#@#", "#?#", "#@?#", "#$#", "#%#": a selector or a script for elements of pages follows.
bool is_cosmetic(std::string_view line) {
  for (size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    const size_t end = line.find_first_not_of("@?$%", at + 1);
    if (end != std::string_view::npos && line[end] == '#') return true;
  }
  return false;
}

// Whether what follows a "$" is a list of options rather than a part of the pattern.
bool looks_like_options(std::string_view text) {
  if (text.empty()) return false;
  const size_t end = std::min(text.find_first_of("=,"), text.size());
  const std::string_view name = text.substr(text[0] == '~' ? 1 : 0, end - (text[0] == '~' ? 1 : 0));
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_';
  });
}

bool is_regex(std::string_view pattern) {
  return pattern.size() > 2 && pattern.front() == '/' && pattern.back() == '/';
}

bool is_host(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         std::all_of(text.begin(), text.end(), is_host_char);
}

// Anchors and outer stars off; what is left is the pattern.
void read_glob(std::string_view text, Rule& rule) {
  if (text.starts_with("||")) {
    rule.anchor = Anchor::Host;
    text.remove_prefix(2);
  } else if (text.starts_with('|')) {
    rule.anchor = Anchor::Start;
    text.remove_prefix(1);
  }
  if (text.ends_with('|')) {
    rule.end_anchor = true;
    text.remove_suffix(1);
  }
  if (text.starts_with('*') || text.empty()) rule.anchor = Anchor::None;
  if (text.ends_with('*') || text.empty()) rule.end_anchor = false;
  while (text.starts_with('*')) text.remove_prefix(1);
  while (text.ends_with('*')) text.remove_suffix(1);
  rule.pattern = rule.match_case ? std::string(text) : lowered(text);
  const std::string_view host = std::string_view(rule.pattern).substr(0, rule.pattern.find('^'));
  const bool host_alone = host.size() + 1 == rule.pattern.size();
  if (rule.anchor == Anchor::Host && !rule.end_anchor && !rule.match_case && host_alone &&
      is_host(host)) {
    rule.form = Form::Host;
    rule.pattern.pop_back();
  }
}

}  // namespace

std::variant<Rule, Skipped> parse_rule(std::string_view line) {
  line = trimmed(line, kBlanks);
  if (line.empty() || line[0] == '!' || line[0] == '[') return Skipped::Comment;
  if (line.size() > kRuleBytesMax) return Skipped::Malformed;
  if (is_cosmetic(line)) return Skipped::Cosmetic;
  Rule rule;
  rule.text = line;
  rule.exception = line.starts_with("@@");
  std::string_view pattern = rule.exception ? line.substr(2) : line;
  const size_t dollar = pattern.rfind('$');
  const bool has_options =
      dollar != std::string_view::npos && looks_like_options(pattern.substr(dollar + 1));
  if (has_options) {
    if (const auto skipped = read_options(pattern.substr(dollar + 1), rule)) return *skipped;
    pattern = pattern.substr(0, dollar);
  }
  if (pattern.size() > kPatternBytesMax || pattern.find_first_of(" \t") != std::string_view::npos)
    return Skipped::Malformed;
  if (is_regex(pattern)) {
    rule.form = Form::Regex;
    rule.pattern = pattern.substr(1, pattern.size() - 2);
    if (!is_supported_regex(rule.pattern)) return Skipped::Unsupported;
  } else {
    read_glob(pattern, rule);
  }
  if (rule.pattern.empty() && !has_options) return Skipped::Malformed;
  return rule;
}

std::string identity_of(const Rule& rule) {
  const auto sorted = [](std::vector<std::string> domains) {
    std::sort(domains.begin(), domains.end());
    return fmt::format("{}", fmt::join(domains, "|"));
  };
  return fmt::format(
      "{}{}{}{}{}{} {} {} {} {} {}", rule.exception ? 'e' : '-', rule.important ? 'i' : '-',
      rule.match_case ? 'c' : '-', static_cast<int>(rule.form), static_cast<int>(rule.anchor),
      rule.end_anchor ? '|' : '-', rule.pattern, rule.types, static_cast<int>(rule.party),
      sorted(rule.domains), sorted(rule.excluded_domains));
}

}  // namespace glassjar::filters

// Walks a regular expression's outermost level; groups and classes are skipped as a whole.
#include "filters/regex_skeleton.h"

#include <cctype>

#include "base/ascii.h"

namespace glassjar::filters {
namespace {

// Behind the class that begins at `at`.
size_t skip_class(std::string_view regex, size_t at) {
  for (++at; at < regex.size() && regex[at] != ']'; ++at)
    if (regex[at] == '\\') ++at;
  return at + 1;
}

// Behind the group that begins at `at`.
size_t skip_group(std::string_view regex, size_t at) {
  size_t depth = 0;
  while (at < regex.size()) {
    const char c = regex[at];
    if (c == '[') {
      at = skip_class(regex, at);
      continue;
    }
    if (c == '\\') ++at;
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) return at + 1;
    ++at;
  }
  return at;
}

// Behind a quantifier at `at`, if there is one.
size_t skip_quantifier(std::string_view regex, size_t at) {
  if (at >= regex.size()) return at;
  if (regex[at] == '{')
    at = std::min(regex.find('}', at), regex.size() - 1) + 1;
  else if (regex[at] == '*' || regex[at] == '+' || regex[at] == '?')
    ++at;
  else
    return at;
  return at < regex.size() && regex[at] == '?' ? at + 1 : at;
}

// An escape of more than its letter: "\x41", "\pL", "\Q…\E".
bool is_longer_escape(std::string_view rest) {
  constexpr std::string_view kOneLetter = "dDwWsSbBnrtfv";
  return rest.size() > 1 && rest[0] == '\\' &&
         std::isalnum(static_cast<unsigned char>(rest[1])) != 0 &&
         kOneLetter.find(rest[1]) == std::string_view::npos;
}

struct Element {
  char literal = 0;  // 0: not a literal
  size_t end = 0;
};

// One element of the outermost level, without its quantifier.
Element element_at(std::string_view regex, size_t at) {
  const char c = regex[at];
  if (c == '[') return {0, skip_class(regex, at)};
  if (c == '(') return {0, skip_group(regex, at)};
  if (c == '\\' && at + 1 < regex.size()) {
    // "\/" and "\." are what they say, "\d" and "\b" are one class or place.
    const char escaped = regex[at + 1];
    const bool is_class = std::isalnum(static_cast<unsigned char>(escaped)) != 0;
    return {is_class ? char{0} : escaped, at + 2};
  }
  const bool special = c == '.' || c == '^' || c == '$' || c == '\\';
  return {special ? char{0} : c, at + 1};
}

}  // namespace

std::string regex_skeleton(std::string_view regex) {
  std::string skeleton;
  const auto gap = [&] {
    if (!skeleton.ends_with('*')) skeleton += '*';
  };
  if (!regex.starts_with('^')) gap();
  for (size_t at = regex.starts_with('^') ? 1 : 0; at < regex.size();) {
    if (regex[at] == '|' || is_longer_escape(regex.substr(at))) return "*";
    const Element element = element_at(regex, at);
    at = skip_quantifier(regex, element.end);
    // NB: "^" and "*" have meanings in a glob.
    const bool literal = element.literal != 0 && at == element.end && element.literal != '^' &&
                         element.literal != '*';
    if (literal)
      skeleton += to_lower(element.literal);
    else
      gap();
  }
  gap();
  return skeleton;
}

}  // namespace glassjar::filters

// Reads the options of a rule one by one, by tables of their names.
#include "filters/rule_options.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "filters/text.h"

namespace glassjar::filters {
namespace {

// Options whose whole effect is on elements of pages.
constexpr auto kCosmetic = std::to_array<std::string_view>(
    {"ehide", "elemhide", "generichide", "genericblock", "ghide", "shide", "specifichide"});
// "Answer with this instead": for a verdict the same as blocking.
constexpr auto kReplacing =
    std::to_array<std::string_view>({"empty", "mp4", "redirect", "rewrite"});

template <size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What the type options of one rule have said so far.
struct Types {
  TypeSet named = 0;
  TypeSet refused = 0;
  bool any_named = false;
};

// "a.example|~b.a.example|c.*"
bool read_domains(std::string_view value, Rule& rule) {
  while (!value.empty()) {
    std::string_view domain = cut_until(value, '|');
    const bool excluded = domain.starts_with('~');
    if (excluded) domain.remove_prefix(1);
    const std::string_view name =
        domain.ends_with(".*") ? domain.substr(0, domain.size() - 2) : domain;
    std::string lower = lowered(domain);
    if (name.empty() || !std::all_of(name.begin(), name.end(), [](char c) {
          return is_host_char(to_lower(c)) || static_cast<unsigned char>(c) >= 0x80;
        }))
      return false;
    (excluded ? rule.excluded_domains : rule.domains).push_back(std::move(lower));
  }
  return !rule.domains.empty() || !rule.excluded_domains.empty();
}

// True if `name` is an option that stands for itself, now in `rule`.
bool read_flag(std::string_view name, bool negated, Rule& rule) {
  if (name == "third-party" || name == "3p") {
    rule.party = negated ? Party::First : Party::Third;
  } else if (name == "first-party" || name == "1p") {
    rule.party = negated ? Party::Third : Party::First;
  } else if (name == "important" && !negated) {
    rule.important = true;
  } else if (name == "badfilter" && !negated) {
    rule.badfilter = true;
  } else if (name == "match-case") {
    rule.match_case = !negated;
  } else {
    return false;
  }
  return true;
}

bool read_type(std::string_view name, bool negated, Types& types) {
  TypeSet set = 0;
  if (name == "all") {
    set = kOrdinaryTypes | set_of(RequestType::Document) | set_of(RequestType::Popup);
  } else if (const auto type = parse_request_type(name)) {
    set = set_of(*type);
  } else if (!is_one_of(name, kCosmetic)) {
    return false;
  }
  types.any_named = types.any_named || !negated;
  (negated ? types.refused : types.named) |= set;
  return true;
}

std::optional<Skipped> read_option(std::string_view option, Rule& rule, Types& types) {
  const bool negated = option.starts_with('~');
  if (negated) option.remove_prefix(1);
  const size_t equals = option.find('=');
  const std::string name = lowered(option.substr(0, equals));
  if (name == "domain" || name == "from") {
    const bool has_value = equals != std::string_view::npos && !negated;
    return has_value && read_domains(option.substr(equals + 1), rule)
               ? std::nullopt
               : std::optional(Skipped::Unsupported);
  }
  // NB: an exception from replacing alone would still be blocked; such rules are left out.
  if (is_one_of(name, kReplacing))
    return rule.exception ? std::optional(Skipped::Unsupported) : std::nullopt;
  if (equals == std::string_view::npos &&
      (read_flag(name, negated, rule) || read_type(name, negated, types)))
    return std::nullopt;
  return Skipped::Unsupported;
}

}  // namespace

std::optional<Skipped> read_options(std::string_view options, Rule& rule) {
  Types types;
  while (!options.empty()) {
    const std::string_view option = cut_until(options, ',');
    if (option.empty()) continue;
    if (const auto skipped = read_option(option, rule, types)) return skipped;
  }
  rule.types =
      static_cast<TypeSet>((types.any_named ? types.named : kOrdinaryTypes) & ~types.refused);
  if (rule.types == 0) return Skipped::Cosmetic;
  return std::nullopt;
}

}  // namespace glassjar::filters

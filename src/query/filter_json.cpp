// Reading and printing of filters.
#include "query/filter_json.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/spelling.h"
#include "query/question.h"

namespace glassjar::query {
namespace {

using model::Dimension;
using storage::Condition;
using storage::Filter;

constexpr size_t kValuesMax = 200;
constexpr int64_t kPatternMemoryMax = 1 << 20;

struct Operator {
  std::string_view word;
  Condition::Operator op;
  bool negated;
};

constexpr std::array kOperators = {
    Operator{"is", Condition::Operator::Is, false},
    Operator{"is_not", Condition::Operator::Is, true},
    Operator{"contains", Condition::Operator::Contains, false},
    Operator{"contains_not", Condition::Operator::Contains, true},
    Operator{"matches", Condition::Operator::Matches, false},
    Operator{"matches_not", Condition::Operator::Matches, true},
};

constexpr std::array<std::string_view, 9> kOperatorWords = {
    "is", "is_not", "contains", "contains_not", "matches", "matches_not", "and", "or", "not"};

const std::vector<std::string_view>& attribute_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all;
    for (auto d = Dimension::Page; d <= Dimension::OsVersion;
         d = static_cast<Dimension>(static_cast<uint8_t>(d) + 1))
      all.push_back(model::name(d));
    return all;
  }();
  return words;
}

Result<void> check_pattern(const JsonField& field, const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemoryMax);
  const RE2 compiled(pattern, options);
  if (compiled.ok()) return {};
  return field.wrong("no regular expression in RE2's syntax, " + compiled.error());
}

Result<std::vector<std::string>> parse_values(const JsonField& field, Condition::Operator op) {
  std::vector<std::string> values;
  for (const JsonField& element : TRY(field.list(kValuesMax))) {
    values.push_back(TRY(element.text()));
    if (op == Condition::Operator::Matches) TRY(check_pattern(element, values.back()));
  }
  if (values.empty()) return field.wrong("want at least one value");
  return values;
}

Result<bool> parse_case_sensitive(const JsonField& modifiers, Condition::Operator op) {
  constexpr std::array<std::string_view, 1> kKeys = {"case_sensitive"};
  TRY(modifiers.check_keys(kKeys));
  const auto member = modifiers.member("case_sensitive");
  if (!member) return true;
  if (op == Condition::Operator::Matches)
    return member->wrong("not with patterns, which say (?i) themselves");
  return member->truth();
}

Result<Filter> parse_leaf(const JsonField& field, const std::vector<JsonField>& parts,
                          const Operator& op) {
  if (parts.size() != 3 && parts.size() != 4)
    return field.wrong(
        "want [operator, dimension, [values]] and perhaps {\"case_sensitive\": false}");
  Filter leaf{.kind = Filter::Kind::Leaf};
  leaf.condition.op = op.op;
  leaf.condition.negated = op.negated;
  leaf.condition.dimension = TRY(parse_dimension(parts[1]));
  leaf.condition.values = TRY(parse_values(parts[2], op.op));
  if (parts.size() == 4) leaf.condition.case_sensitive = TRY(parse_case_sensitive(parts[3], op.op));
  return leaf;
}

Result<Filter> parse_filter(const JsonField& field, size_t& conditions);

Result<Filter> parse_group(const JsonField& field, const std::vector<JsonField>& parts,
                           Filter::Kind kind, size_t& conditions) {
  if (parts.size() != 2) return field.wrong("want [\"and\" or \"or\", [filters]]");
  Filter group{.kind = kind};
  for (const JsonField& element : TRY(parts[1].list(kConditionsMax)))
    group.children.push_back(TRY(parse_filter(element, conditions)));
  if (group.children.empty()) return parts[1].wrong("want at least one filter");
  return group;
}

// The nesting is bounded by the JSON parser's.
Result<Filter> parse_filter(const JsonField& field, size_t& conditions) {
  const std::vector<JsonField> parts = TRY(field.list(4));
  if (parts.empty()) return field.wrong("want [operator, …]");
  const std::string word = TRY(parts[0].text());
  if (word == "and") return parse_group(field, parts, Filter::Kind::All, conditions);
  if (word == "or") return parse_group(field, parts, Filter::Kind::Any, conditions);
  if (word == "not") {
    if (parts.size() != 2) return field.wrong("want [\"not\", filter]");
    Filter negation{.kind = Filter::Kind::Not};
    negation.children.push_back(TRY(parse_filter(parts[1], conditions)));
    return negation;
  }
  const auto op = std::find_if(kOperators.begin(), kOperators.end(),
                               [&](const Operator& each) { return each.word == word; });
  if (op == kOperators.end())
    return parts[0].wrong("unknown operator; want one of " + list_of(kOperatorWords));
  if (++conditions > kConditionsMax)
    return field.wrong(fmt::format("want at most {} conditions", kConditionsMax));
  return parse_leaf(field, parts, *op);
}

std::string print_leaf(const Condition& condition) {
  const auto op = std::find_if(kOperators.begin(), kOperators.end(), [&](const Operator& each) {
    return each.op == condition.op && each.negated == condition.negated;
  });
  CHECK(op != kOperators.end());
  std::string values;
  for (const std::string& value : condition.values)
    values += (values.empty() ? "" : ",") + quoted(value);
  return fmt::format("[\"{}\",\"{}\",[{}]{}]", op->word, model::name(condition.dimension), values,
                     condition.case_sensitive ? "" : ",{\"case_sensitive\":false}");
}

std::string print_filter(const Filter& filter) {
  switch (filter.kind) {
    case Filter::Kind::All:
      return fmt::format("[\"and\",{}]", print_filters(filter));
    case Filter::Kind::Any:
      return fmt::format("[\"or\",{}]", print_filters(filter));
    case Filter::Kind::Not:
      return fmt::format("[\"not\",{}]", print_filter(filter.children.front()));
    case Filter::Kind::Leaf:
      return print_leaf(filter.condition);
  }
  CHECK(false);
}

}  // namespace

Result<Dimension> parse_dimension(const JsonField& field) {
  const std::string word = TRY(field.text());
  const std::optional<Dimension> dimension = model::dimension_named(word);
  if (dimension && !is_time(*dimension)) return *dimension;
  if (dimension || word == "time")
    return field.wrong("times are no condition, set date_range; want one of " +
                       list_of(attribute_words()));
  return field.wrong("unknown dimension; want one of " + list_of(attribute_words()));
}

Result<Filter> parse_filters(const JsonField& field) {
  Filter all;
  size_t conditions = 0;
  for (const JsonField& element : TRY(field.list(kConditionsMax)))
    all.children.push_back(TRY(parse_filter(element, conditions)));
  return all;
}

std::string print_filters(const Filter& filters) {
  std::string list;
  for (const Filter& child : filters.children)
    list += (list.empty() ? "" : ",") + print_filter(child);
  return "[" + list + "]";
}

}  // namespace glassjar::query

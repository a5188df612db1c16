// One RE2::Set finds in a single pass which patterns match; only the first of them is run again,
// for its captures.
#include "ingest/agent_parser.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/check.h"
#include "ingest/embedded.h"
#include "ingest/tsv.h"

namespace glassjar::ingest {
namespace {

// The set's automaton is built as it is needed: with less than this, the browser patterns throw
// it away and start anew on every other user agent (200 instead of 3 microseconds).
constexpr int64_t kAutomatonBytesMax = 64 << 20;
constexpr size_t kVersionBytesMax = 16;

// Group 0 is the whole match, 1 to 3 are name, major and minor unless they are replaced.
using Groups = std::array<re2::StringPiece, 10>;

struct Pattern {
  std::unique_ptr<RE2> regex;
  std::string name;  // templates: "$1" stands for the first group; empty: the group itself
  std::string major;
  std::string minor;
};

RE2::Options options() {
  RE2::Options options(RE2::Quiet);
  // User agents are bytes; a stray one must not make a pattern fail.
  options.set_encoding(RE2::Options::EncodingLatin1);
  return options;
}

// The template with its "$n" filled in, blanks around it removed.
std::string fill(const std::string& text, size_t group, const Groups& groups) {
  if (text.empty()) return std::string(groups[group].data(), groups[group].size());
  std::string filled;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_group =
        text[i] == '$' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9';
    if (!is_group) {
      filled.push_back(text[i]);
      continue;
    }
    const re2::StringPiece& value = groups[static_cast<size_t>(text[++i] - '0')];
    filled.append(value.data(), value.size());
  }
  const size_t last = filled.find_last_not_of(' ');
  const size_t first = filled.find_first_not_of(' ');
  return last == std::string::npos ? "" : filled.substr(first, last - first + 1);
}

std::string version_of(const std::string& major, const std::string& minor) {
  const bool plain = minor.empty() || minor == "0" || major.empty();
  return (plain ? major : major + "." + minor).substr(0, kVersionBytesMax);
}

}  // namespace

struct AgentParser::Patterns {
  Patterns() : set(set_options(), RE2::UNANCHORED) {}
  static RE2::Options set_options() {
    RE2::Options with_memory = options();
    with_memory.set_max_mem(kAutomatonBytesMax);
    return with_memory;
  }

  void add(const TsvFields& fields) {
    const std::string regex(fields[1]);
    CHECK(set.Add(regex, nullptr) == static_cast<int>(list.size()));
    auto compiled = std::make_unique<RE2>(regex, options());
    CHECK(compiled->NumberOfCapturingGroups() < static_cast<int>(Groups{}.size()));
    list.push_back({std::move(compiled), std::string(fields[2]), std::string(fields[3]),
                    std::string(fields[4])});
  }

  // The place of the first pattern that matches, or nothing.
  const Pattern* first_match(std::string_view text) const {
    std::vector<int> matches;
    RE2::Set::ErrorInfo error{};
    const re2::StringPiece piece(text.data(), text.size());
    if (set.Match(piece, &matches, &error))
      return &list[static_cast<size_t>(*std::min_element(matches.begin(), matches.end()))];
    if (error.kind == RE2::Set::kNoError) return nullptr;
    for (const Pattern& pattern : list)  // the automaton outgrew its memory: one by one
      if (RE2::PartialMatch(piece, *pattern.regex)) return &pattern;
    return nullptr;
  }

  RE2::Set set;
  std::vector<Pattern> list;
};

AgentParser::AgentParser(std::string_view section) {
  auto patterns = std::make_unique<Patterns>();
  for_each_tsv_line(embedded::agent_patterns(), [&](const TsvFields& fields) {
    if (fields[0] == section) patterns->add(fields);
  });
  CHECK(patterns->set.Compile());
  patterns_ = std::move(patterns);
}

AgentParser::AgentParser(AgentParser&&) noexcept = default;
AgentParser::~AgentParser() = default;

NamedVersion AgentParser::parse(std::string_view user_agent) const {
  const Pattern* pattern = patterns_->first_match(user_agent);
  if (!pattern) return {};
  Groups groups;
  const int wanted = pattern->regex->NumberOfCapturingGroups() + 1;
  const re2::StringPiece text(user_agent.data(), user_agent.size());
  if (!pattern->regex->Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(), wanted))
    return {};
  NamedVersion found;
  found.name = fill(pattern->name, 1, groups);
  found.version = version_of(fill(pattern->major, 2, groups), fill(pattern->minor, 3, groups));
  return found;
}

}  // namespace glassjar::ingest

// RE2 runs in time linear in the URL, whatever the list's author wrote.
#include "filters/regexes.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "base/check.h"

namespace glassjar::filters {
namespace {

RE2::Options options(bool match_case) {
  RE2::Options options(RE2::Latin1);  // URLs are bytes
  options.set_case_sensitive(match_case);
  options.set_log_errors(false);
  options.set_max_mem(4 << 20);
  return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct Regexes::Entry {
  uint32_t rule = 0;
  std::string_view regex;
  bool match_case = false;
  std::once_flag once;
  std::optional<RE2> compiled;
};

Regexes::Regexes() = default;
Regexes::~Regexes() = default;
Regexes::Regexes(Regexes&&) noexcept = default;
Regexes& Regexes::operator=(Regexes&&) noexcept = default;

bool is_supported_regex(std::string_view regex) { return RE2(piece(regex), options(false)).ok(); }

void Regexes::add(uint32_t rule, std::string_view regex, bool match_case) {
  CHECK(entries_.empty() || entries_.back()->rule < rule);
  auto entry = std::make_unique<Entry>();
  entry->rule = rule;
  entry->regex = regex;
  entry->match_case = match_case;
  entries_.push_back(std::move(entry));
}

bool Regexes::search(uint32_t rule, std::string_view url) const {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), rule,
                       [](const auto& entry, uint32_t wanted) { return entry->rule < wanted; });
  CHECK(found != entries_.end() && (*found)->rule == rule);
  Entry& entry = **found;
  std::call_once(entry.once,
                 [&] { entry.compiled.emplace(piece(entry.regex), options(entry.match_case)); });
  return entry.compiled->ok() && RE2::PartialMatch(piece(url), *entry.compiled);
}

}  // namespace glassjar::filters

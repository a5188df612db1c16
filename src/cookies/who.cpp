// The indexes over the embedded tables of companies and of cookie purposes.
#include "cookies/who.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "base/ascii.h"
#include "cookies/embedded.h"
#include "cookies/registrable_domain.h"

namespace glassjar::cookies {
namespace {

template <size_t N, class Function>
void for_each_row(std::string_view table, Function function) {
  while (!table.empty()) {
    std::string_view line = cut_until(table, '\n');
    std::array<std::string_view, N> fields;
    for (std::string_view& field : fields) field = cut_until(line, '\t');
    function(fields);
  }
}

// The first character of what follows `host`'s next dot, and on; empty without one.
std::string_view parent_of(std::string_view host) {
  const size_t dot = host.find('.');
  return dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
}

class Companies {
 public:
  Companies() {
    for_each_row<6>(embedded::companies(), [&](const auto& fields) {
      Who who{fields[0], fields[1], fields[2], fields[3], {}, fields[5]};
      std::string_view entries = fields[4];
      while (!entries.empty()) {
        who.matched = cut_until(entries, ',');
        add(who);
      }
    });
  }

  std::optional<Who> find(std::string_view host) const {
    if (const Who* who = look_up(exact_, host)) return *who;
    for (std::string_view name = host; !name.empty(); name = parent_of(name))
      if (const Who* who = look_up(below_, name)) return *who;
    const Who* const who = look_up(by_domain_, registrable_domain(host));
    if (who == nullptr || who->company.empty()) return std::nullopt;
    return *who;
  }

 private:
  using Table = std::unordered_map<std::string_view, Who>;

  void add(const Who& who) {
    std::string_view name = who.matched;
    const bool is_wildcard = name.starts_with("*.");
    if (is_wildcard) name.remove_prefix(2);
    (is_wildcard ? below_ : exact_).emplace(name, who);
    const std::string_view domain = registrable_domain(name);
    if (domain.empty()) return;
    const Who of_domain{who.company, who.company, {}, {}, who.matched, who.source};
    const auto [place, is_new] = by_domain_.emplace(domain, of_domain);
    // Entries of several companies under one domain say nothing of the rest of it.
    if (!is_new && place->second.company != who.company) place->second.company = {};
  }

  static const Who* look_up(const Table& table, std::string_view name) {
    const auto found = table.find(name);
    return found == table.end() ? nullptr : &found->second;
  }

  Table exact_;
  Table below_;
  Table by_domain_;
};

class Purposes {
 public:
  Purposes() {
    for_each_row<9>(embedded::cookie_purposes(), [&](const auto& fields) {
      const CookiePurpose purpose{fields[0], fields[1] == "1", {},        fields[3], fields[4],
                                  fields[5], fields[6],        fields[7], fields[8]};
      std::string_view domains = fields[2];
      if (domains.empty()) add(purpose);
      while (!domains.empty()) {
        CookiePurpose here = purpose;
        here.domain = cut_until(domains, ',');
        add(here);
      }
    });
  }

  std::optional<CookiePurpose> find(std::string_view name, std::string_view host) const {
    const CookiePurpose* best = nullptr;
    // Names first whole, then ever shorter beginnings: the first match of a kind is its longest.
    for (size_t length = std::min(name.size(), longest_); length > 0; --length) {
      const auto [begin, end] = by_name_.equal_range(name.substr(0, length));
      for (auto it = begin; it != end; ++it) {
        const CookiePurpose& entry = it->second;
        if (!holds(entry, name, host)) continue;
        if (!entry.domain.empty()) return entry;
        if (best == nullptr) best = &entry;
      }
    }
    if (best == nullptr) return std::nullopt;
    return *best;
  }

 private:
  // A shorter pattern without a domain stands only before a separator or a digit: "SR" is no
  // beginning of "SRCHD".
  static constexpr size_t kLonePrefixMin = 6;

  void add(const CookiePurpose& purpose) {
    longest_ = std::max(longest_, purpose.pattern.size());
    by_name_.emplace(purpose.pattern, purpose);
  }

  static bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  static bool holds(const CookiePurpose& entry, std::string_view name, std::string_view host) {
    const size_t length = entry.pattern.size();
    if (length < name.size()) {
      if (!entry.is_prefix) return false;
      const bool ends_here =
          !is_word_character(entry.pattern.back()) || !is_word_character(name[length]);
      if (entry.domain.empty() && length < kLonePrefixMin && !ends_here) return false;
    }
    return entry.domain.empty() || host == entry.domain ||
           registrable_domain(host) == registrable_domain(entry.domain);
  }

  std::unordered_multimap<std::string_view, CookiePurpose> by_name_;
  size_t longest_ = 0;
};

}  // namespace

std::string Who::reason() const {
  std::string out = fmt::format("{}: {} is {}", source, matched, product);
  if (!category.empty()) out += fmt::format(" ({})", category);
  if (product != company) out += fmt::format(", of {}", company);
  return out;
}

std::optional<Who> who_is(std::string_view host) {
  static const Companies companies;
  return companies.find(host);
}

std::string_view owner_of(std::string_view host) {
  const auto who = who_is(host);
  return who ? who->company : site_of(host);
}

std::string CookiePurpose::reason() const {
  return fmt::format("Open Cookie Database: {}{} is {}'s ({})", pattern, is_prefix ? "*" : "",
                     platform, category);
}

std::optional<CookiePurpose> purpose_of(std::string_view name, std::string_view host) {
  static const Purposes purposes;
  return purposes.find(name, host);
}

}  // namespace glassjar::cookies

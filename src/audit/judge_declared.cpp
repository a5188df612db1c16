// What was seen against what is declared.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "audit/address.h"
#include "audit/judge.h"
#include "base/ascii.h"
#include "cookies/registrable_domain.h"

namespace glassjar::audit {
namespace {

// Lists are written in round numbers, and clocks differ.
constexpr double kLifetimeTolerance = 1.1;
constexpr seconds kLifetimeSlack = days(1);

bool is_for_domain(const Declared& entry, const std::string& domain) {
  const std::vector<std::string> hosts = entry.hosts();
  return hosts.empty() || std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
           return domain == host || domain.ends_with("." + host) || host.ends_with("." + domain);
         });
}

std::string party_in_words(bool third_party) {
  return third_party ? "a third party" : "the site itself";
}

std::string entry_in_words(const Declared& entry) {
  return fmt::format("declared: {}{}, domain \"{}\", category \"{}\", stays \"{}\"", entry.name,
                     entry.wildcard ? "*" : "", entry.domain, entry.category, entry.retention);
}

class Comparison {
 public:
  Comparison(const Audit& audit, std::vector<Finding>& findings)
      : audit_(audit), findings_(findings) {}

  void compare(const FoundItem& item) {
    if (!item.refused.empty()) return;  // no browser keeps it
    if (const Declared* entry = entry_for(item, audit_.declared, /*by_name_only=*/false)) {
      used_.insert(entry);
      party(item, *entry);
      category(item, *entry);
      lifetime(item, *entry);
    } else if (const Declared* other = entry_for(item, audit_.declared, /*by_name_only=*/true)) {
      used_.insert(other);
      add(Kind::WrongParty, item,
          fmt::format("Declared for {}, held by {}", other->domain, item.domain), other);
    } else {
      add(Kind::Undeclared, item,
          fmt::format("No entry of the list is for it; it belongs to {}", item.owner), nullptr);
    }
  }

  void not_seen() {
    for (const Declared& entry : audit_.declared) {
      if (used_.contains(&entry)) continue;
      findings_.push_back(Finding{
          .kind = Kind::NotSeen,
          .subject = fmt::format("declared \"{}{}\"", entry.name, entry.wildcard ? "*" : ""),
          .summary = "Not seen on the pages that were visited",
          .evidence = {entry_in_words(entry)}});
    }
  }

 private:
  void party(const FoundItem& item, const Declared& entry) {
    const bool declared_third = entry.party(audit_.inventory.site) == cookies::Party::Third;
    if (declared_third == item.third_party) return;
    add(Kind::WrongParty, item,
        fmt::format("Declared as held by {}, but {} holds it", party_in_words(declared_third),
                    party_in_words(item.third_party)),
        &entry);
  }

  void category(const FoundItem& item, const Declared& entry) {
    const std::string_view declared = plain_category(entry.category);
    const std::string_view known = plain_category(item.purpose);
    const bool same = declared == known || (is_necessary(declared) && is_necessary(known));
    if (known.empty() || same) return;
    add(Kind::WrongCategory, item,
        fmt::format("Declared as \"{}\", known as {}", entry.category, known), &entry);
  }

  void lifetime(const FoundItem& item, const Declared& entry) {
    const auto declared = parse_retention(entry.retention);
    if (!declared || item.store != cookies::Store::Cookie || !item.lifetime) return;
    const double most = kLifetimeTolerance * static_cast<double>(declared->count()) +
                        static_cast<double>(kLifetimeSlack.count());
    const bool session_only = declared->count() == 0;
    if (!session_only && static_cast<double>(item.lifetime->count()) <= most) return;
    add(Kind::WrongLifetime, item,
        fmt::format("Declared for {}, the site asked for {}", entry.retention,
                    retention_in_words(item.lifetime)),
        &entry);
  }

  void add(Kind kind, const FoundItem& item, std::string summary, const Declared* entry) {
    Finding finding{.kind = kind, .subject = subject_of(item), .summary = std::move(summary)};
    if (entry != nullptr) finding.evidence.push_back(entry_in_words(*entry));
    if (kind == Kind::WrongCategory) finding.evidence.push_back(item.purpose_because);
    for (const Setter& setter : item.setters)
      finding.evidence.push_back(fmt::format("set by a {}: {}, on {}",
                                             setter.by_script ? "script" : "response",
                                             setter.address, setter.page));
    findings_.push_back(std::move(finding));
  }

  const Audit& audit_;
  std::vector<Finding>& findings_;
  std::set<const Declared*> used_;
};

}  // namespace

const Declared* entry_for(const FoundItem& item, std::span<const Declared> list,
                          bool by_name_only) {
  const Declared* best = nullptr;
  const auto rank = [](const Declared& entry) {
    return std::tuple(!entry.hosts().empty(), !entry.wildcard, entry.name.size());
  };
  for (const Declared& entry : list) {
    if (!entry.matches_name(item.name)) continue;
    if (!by_name_only && !is_for_domain(entry, item.domain)) continue;
    if (best == nullptr || rank(*best) < rank(entry)) best = &entry;
  }
  return best;
}

std::string_view plain_category(std::string_view words) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"necessary", "Functional"},      {"essential", "Functional"},
      {"functional", "Functional"},     {"security", "Security"},
      {"analytic", "Analytics"},        {"statistic", "Analytics"},
      {"performance", "Analytics"},     {"marketing", "Marketing"},
      {"advert", "Marketing"},          {"targeting", "Marketing"},
      {"personali", "Personalization"}, {"preference", "Personalization"},
  };
  const std::string text = lowered(words);
  if (text.starts_with("non") || text.starts_with("not ") || text.starts_with("un")) return {};
  for (const auto& [part, category] : kWords)
    if (text.find(part) != std::string::npos) return category;
  return {};
}

bool is_necessary(std::string_view category) {
  return category == "Functional" || category == "Security";
}

void judge_declared(const Audit& audit, std::vector<Finding>& findings) {
  Comparison comparison(audit, findings);
  for (const FoundItem& item : audit.inventory.items) comparison.compare(item);
  comparison.not_seen();
}

}  // namespace glassjar::audit

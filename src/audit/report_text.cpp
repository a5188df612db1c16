// The audit in the terminal.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "audit/report.h"

namespace glassjar::audit {
namespace {

constexpr size_t kFindingsOfAKind = 25;
constexpr size_t kEvidenceOfAFinding = 4;
constexpr size_t kHostsShown = 40;

// Addresses and names come from sites: what a terminal would obey is shown as a dot.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7F ? '.' : c;
  }
  return out;
}

std::string plural(size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// How many items of which party.
size_t count_items(const Audit& audit, bool third_party) {
  const auto& items = audit.inventory.items;
  return static_cast<size_t>(std::count_if(items.begin(), items.end(), [&](const FoundItem& item) {
    return item.third_party == third_party && item.refused.empty();
  }));
}

void add_head(const Audit& audit, std::string& out) {
  size_t trackers = 0;
  for (const FoundHost& host : audit.inventory.hosts) trackers += host.tracker ? 1 : 0;
  std::set<std::string> pages;
  for (const Visit& visit : audit.seen.visits) pages.insert(visit.pages.begin(), visit.pages.end());
  out += fmt::format("Audit of {}, {}\n", audit.inventory.site, to_iso(audit.made));
  out += fmt::format("{} in {}: {} of the site, {} of third parties; {} called, {}\n\n",
                     plural(pages.size(), "page", "pages"),
                     plural(audit.seen.visits.size(), "visit", "visits"),
                     plural(count_items(audit, false), "item", "items"), count_items(audit, true),
                     plural(audit.inventory.hosts.size(), "other host", "other hosts"),
                     plural(trackers, "a tracker", "trackers"));
  if (audit.lists.empty())
    out += "No filter lists are on this machine: only open data decides what a tracker is.\n\n";
}

void add_findings(const Audit& audit, std::string& out) {
  for (const KindInfo& kind : kinds()) {
    const size_t count = audit.count(kind.kind);
    if (count == 0) continue;
    out += fmt::format("{} ({}): {}\n", kind.title, kind.id, count);
    size_t shown = 0;
    for (const Finding& finding : audit.findings) {
      if (finding.kind != kind.kind || shown++ >= kFindingsOfAKind) continue;
      out += fmt::format("  {}\n    {}\n", printable(finding.subject), printable(finding.summary));
      for (size_t i = 0; i < std::min(finding.evidence.size(), kEvidenceOfAFinding); ++i)
        out += fmt::format("    - {}\n", printable(finding.evidence[i]));
    }
    if (count > kFindingsOfAKind)
      out += fmt::format("  and {} more (--format json has all)\n", count - kFindingsOfAKind);
    out += "\n";
  }
  if (audit.findings.empty()) out += "Nothing was found to be wrong.\n\n";
}

std::string item_line(const FoundItem& item) {
  const bool is_cookie = item.store == cookies::Store::Cookie;
  std::string line = fmt::format(
      "  {:<15} {:<32} {:<28} {:<6} {:<16} {}", cookies::name_of(item.store), printable(item.name),
      printable(item.domain), item.third_party ? "third" : "first",
      item.purpose.empty() ? "purpose unknown" : item.purpose, printable(item.owner));
  if (is_cookie && item.refused.empty() && !item.only_sent)
    line += fmt::format("; {}", retention_in_words(item.lifetime));
  if (item.identifier.verdict != cookies::Identifies::No)
    line += fmt::format("; identifier: {}", cookies::id_of(item.identifier.verdict));
  if (!item.refused.empty()) line += fmt::format("; refused: {}", item.refused);
  if (item.only_sent) line += "; only sent";
  return line + "\n";
}

void add_items(const Audit& audit, std::string& out) {
  if (audit.inventory.items.empty()) return;
  out += "Everything that was left:\n";
  for (const FoundItem& item : audit.inventory.items) out += item_line(item);
  out += "\n";
}

void add_hosts(const Audit& audit, std::string& out) {
  const auto& hosts = audit.inventory.hosts;
  if (hosts.empty()) return;
  out += "Whom the pages called:\n";
  for (size_t i = 0; i < std::min(hosts.size(), kHostsShown); ++i)
    out += fmt::format("  {:<40} {:<28} {:>5} requests  {}\n", printable(hosts[i].host),
                       printable(hosts[i].owner), hosts[i].requests,
                       hosts[i].tracker ? "tracker" : hosts[i].category);
  if (hosts.size() > kHostsShown) out += fmt::format("  and {} more\n", hosts.size() - kHostsShown);
  out += "\n";
}

// How each choice went, once for all visits where it went alike.
void add_choices(const Audit& audit, std::string& out) {
  std::map<std::pair<Consent, std::string>, size_t> visits;
  for (const Visit& visit : audit.seen.visits)
    if (!visit.choice.empty()) ++visits[{visit.wanted, visit.choice}];
  for (const auto& [how, count] : visits)
    out += fmt::format("Choice \"{}\", in {}: {}\n", id_of(how.first),
                       plural(count, "visit", "visits"), printable(how.second));
}

}  // namespace

std::string text_report(const Audit& audit) {
  std::string out;
  add_head(audit, out);
  add_findings(audit, out);
  add_items(audit, out);
  add_hosts(audit, out);
  add_choices(audit, out);
  if (!audit.seen.problems.empty()) out += "Could not be read or done:\n";
  for (const Problem& problem : audit.seen.problems)
    out += fmt::format("  {}: {}\n", printable(problem.where), printable(problem.why));
  return out;
}

}  // namespace glassjar::audit

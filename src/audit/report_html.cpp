// The audit as a page that an owner can hand to a lawyer.
#include <fmt/core.h>

#include "audit/page_frame.h"
#include "audit/report.h"

namespace glassjar::audit {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string joined(const auto& texts, std::string_view between) {
  std::string out;
  for (const auto& text : texts) {
    if (!out.empty()) out += between;
    out += text;
  }
  return out;
}

void write_head(MarkupWriter& html, const Audit& audit) {
  html.element("h1", "What " + audit.inventory.site + " leaves in browsers");
  html.element(
      "p",
      fmt::format("Seen on {} by glassjar {}. {}", to_iso(audit.made), GLASSJAR_VERSION,
                  audit.has_declared ? fmt::format("Compared with a declared list of {} entries.",
                                                   audit.declared.size())
                                     : std::string("No declared list was given to compare with.")),
      {{"class", "soft"}});
}

void write_summary(MarkupWriter& html, const Audit& audit) {
  html.element("h2", "Summary");
  Rows rows;
  for (const KindInfo& kind : kinds())
    if (const size_t count = audit.count(kind.kind); count > 0)
      rows.push_back({std::string(kind.title), fmt::format("{}", count), std::string(kind.why)});
  if (rows.empty()) html.element("p", "Nothing was found to be wrong.", {{"class", "good"}});
  write_table(html, "Findings by kind", {"Finding", "How many", "Why it matters"}, rows);
}

void write_finding(MarkupWriter& html, const Finding& finding) {
  const auto box = html.open("div", {{"class", "finding"}});
  html.element("strong", finding.subject);
  html.text(finding.summary);
  if (finding.evidence.empty()) return;
  const auto list = html.open("ul");
  for (const std::string& line : finding.evidence) html.element("li", line);
}

void write_findings(MarkupWriter& html, const Audit& audit) {
  for (const KindInfo& kind : kinds()) {
    if (audit.count(kind.kind) == 0) continue;
    const auto section = html.open("section", {{"id", kind.id}});
    html.element("h2", kind.title);
    html.element("p", kind.why, {{"class", "soft"}});
    for (const Finding& finding : audit.findings)
      if (finding.kind == kind.kind) write_finding(html, finding);
  }
}

std::string flags_of(const FoundItem& item) {
  if (item.store != cookies::Store::Cookie) return {};
  if (item.only_sent) return "unknown";
  std::string flags = "SameSite " + in_words(item.same_site);
  if (item.secure) flags += ", Secure";
  if (item.http_only) flags += ", HttpOnly";
  if (item.partitioned) flags += ", Partitioned";
  return flags;
}

std::string lifetime_of(const FoundItem& item) {
  if (item.store == cookies::Store::SessionStorage) return "tab";
  if (item.store != cookies::Store::Cookie) return "until removed";
  if (item.only_sent) return "unknown";
  return retention_in_words(item.lifetime);
}

std::string setters_of(const FoundItem& item) {
  std::string words;
  for (const Setter& setter : item.setters) {
    if (!words.empty()) words += "; ";
    words += fmt::format("{} {}", setter.by_script ? "script" : "response",
                         setter.address.empty() ? "of unknown address" : setter.address);
  }
  return item.only_sent ? "not seen being set" : words;
}

Rows item_rows(const Audit& audit, bool third_party) {
  Rows rows;
  for (const FoundItem& item : audit.inventory.items) {
    if (item.third_party != third_party || !item.refused.empty()) continue;
    const bool names = item.identifier.verdict != cookies::Identifies::No;
    std::string purpose = item.purpose.empty() ? "unknown" : item.purpose;
    if (!item.platform.empty()) purpose += " (" + item.platform + ")";
    rows.push_back({item.name, std::string(cookies::name_of(item.store)), item.domain, item.owner,
                    purpose, lifetime_of(item), flags_of(item),
                    names ? fmt::format("{}: {}", cookies::id_of(item.identifier.verdict),
                                        joined(item.identifier.evidence, " "))
                          : "no",
                    setters_of(item), in_words(item.seen.consents)});
  }
  return rows;
}

void write_items(MarkupWriter& html, const Audit& audit) {
  const std::vector<std::string_view> headings{
      "Name",    "Where", "Domain",     "Company or site",
      "Purpose", "Stays", "Protection", "Names the browser?",
      "Set by",  "Seen"};
  html.element("h2", "Everything that was left");
  write_table(html, "The site's own", headings, item_rows(audit, false));
  write_table(html, "Third parties'", headings, item_rows(audit, true));
  Rows refused;
  for (const FoundItem& item : audit.inventory.items)
    if (!item.refused.empty())
      refused.push_back({item.name, item.domain, item.owner, item.refused});
  write_table(html, "Sent, but refused by the browser",
              {"Name", "Domain", "Company or site", "Why"}, refused);
}

void write_hosts(MarkupWriter& html, const Audit& audit) {
  if (audit.inventory.hosts.empty()) return;
  html.element("h2", "Whom the pages called");
  Rows rows;
  for (const FoundHost& host : audit.inventory.hosts)
    rows.push_back({host.host, host.owner, host.category, host.tracker ? "yes" : "no",
                    joined(host.because, "; "), fmt::format("{}", host.requests),
                    host.got_cookies ? "yes" : "no", in_words(host.seen.consents)});
  write_table(html, "Hosts other than the site's own",
              {"Host", "Company or site", "Kind", "Tracker?", "What says so", "Requests",
               "Cookies sent?", "Seen"},
              rows);
}

void write_method(MarkupWriter& html, const Audit& audit) {
  html.element("h2", "How this was seen");
  Rows rows;
  for (const Visit& visit : audit.seen.visits)
    rows.push_back({visit.source, std::string(id_of(visit.wanted)),
                    std::string(id_of(visit.third_party)), fmt::format("{}", visit.observer + 1),
                    visit.choice, joined(visit.pages, " ")});
  write_table(
      html, "Visits, each with a fresh profile or from one file",
      {"Browser or file", "Choice", "Third-party cookies", "Profile", "How it went", "Pages"},
      rows);
  html.element("p", audit.lists.empty()
                        ? "Trackers by open data alone: no filter list was on the machine."
                        : "Trackers by these lists: " + joined(audit.lists, ", ") + ".");
  html.element("p",
               "Companies by third-party-web (MIT), purposes by the Open Cookie Database "
               "(Apache-2.0), consent banners answered by the rules of autoconsent (MPL-2.0).");
  html.element("p",
               "Not seen: pages that were not visited or need a sign-in, what depends on the "
               "visitor's country, what comes after clicking or scrolling, apps, and what servers "
               "pass on among themselves. This report is evidence, not legal advice.");
  Rows problems;
  for (const Problem& problem : audit.seen.problems)
    problems.push_back({problem.where, problem.why});
  write_table(html, "Could not be read or done", {"Where", "Why"}, problems);
}

}  // namespace

std::string html_report(const Audit& audit) {
  return page_frame("Audit of " + audit.inventory.site, "en", [&](MarkupWriter& html) {
    write_head(html, audit);
    write_summary(html, audit);
    write_findings(html, audit);
    write_items(html, audit);
    write_hosts(html, audit);
    write_method(html, audit);
  });
}

}  // namespace glassjar::audit

// A list to declare, made from what was seen, and the page that shows a list to people.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "audit/judge.h"
#include "audit/page_frame.h"
#include "audit/report.h"
#include "cookies/who.h"

namespace glassjar::audit {
namespace {

// Same order as people are used to from consent dialogues.
constexpr std::pair<std::string_view, std::string_view> kSections[] = {
    {"Functional", "Needed for the site to work"},
    {"Security", "Needed for your and our security"},
    {"Personalization", "To remember what you prefer"},
    {"Analytics", "To count and understand visits"},
    {"Marketing", "For advertising"},
    {"", "Purpose not stated yet"}};

std::string retention_of(const FoundItem& item) {
  if (item.store == cookies::Store::SessionStorage) return "session";
  if (item.store != cookies::Store::Cookie) return "persistent";
  return retention_in_words(item.lifetime);
}

Declared entry_from(const FoundItem& item) {
  Declared entry;
  entry.name = item.name;
  entry.domain = item.third_party ? item.domain + " (3rd party)" : item.domain;
  entry.retention = item.only_sent ? "" : retention_of(item);
  entry.category = item.purpose;
  entry.platform = item.platform.empty() ? item.owner : item.platform;
  entry.description = item.description;
  entry.controller = item.owner;
  if (const auto purpose = cookies::purpose_of(item.name, item.domain)) {
    entry.controller = purpose->controller;
    entry.privacy_link = purpose->privacy_url;
    if (purpose->is_prefix) {
      entry.name = purpose->pattern;
      entry.wildcard = true;
    }
  }
  return entry;
}

}  // namespace

std::vector<Declared> declared_from(const Audit& audit) {
  std::vector<Declared> list;
  for (const FoundItem& item : audit.inventory.items) {
    if (!item.refused.empty()) continue;
    Declared entry = entry_from(item);
    const bool known = std::any_of(list.begin(), list.end(), [&](const Declared& each) {
      return each.name == entry.name && each.domain == entry.domain;
    });
    if (!known) list.push_back(std::move(entry));
  }
  return list;
}

std::string cookie_page(const std::vector<Declared>& list, std::string_view site, TimePoint made) {
  return page_frame(fmt::format("Cookies of {}", site), "en", [&](MarkupWriter& html) {
    html.element("h1", fmt::format("Cookies of {}", site));
    html.element(
        "p",
        fmt::format("What this site and those it works with store in your browser, what for "
                    "and for how long. Last checked on {}.",
                    to_iso(made).substr(0, 10)),
        {{"class", "soft"}});
    for (const auto& [category, title] : kSections) {
      std::vector<std::vector<std::string>> rows;
      for (const Declared& entry : list)
        if (plain_category(entry.category) == category)
          rows.push_back({entry.name + (entry.wildcard ? "*" : ""), entry.controller, entry.domain,
                          entry.description, entry.retention});
      if (rows.empty()) continue;
      html.element("h2", title);
      write_table(html, category.empty() ? "Unclassified" : category,
                  {"Name", "Set by", "Domain", "What it does", "How long it stays"}, rows);
    }
    if (list.empty()) html.element("p", "This site stores nothing in your browser.");
  });
}

}  // namespace glassjar::audit

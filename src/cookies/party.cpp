// The partition rule, and what the stores tell of pages that were opened.
#include "cookies/party.h"

#include <fmt/core.h>

#include <array>

#include "cookies/registrable_domain.h"

namespace glassjar::cookies {
namespace {

bool is_storage(const Item& item) {
  return item.store == Store::LocalStorage || item.store == Store::SessionStorage ||
         item.store == Store::IndexedDb || item.store == Store::CacheStorage ||
         item.store == Store::ServiceWorker;
}

// Items that a browser keeps only for what was open at the top. Being bounced through is no visit.
bool tells_a_visit(const Item& item) {
  return item.store == Store::Favicon ||
         (item.store == Store::BounceTracking && item.name != "bounce");
}

std::string_view top_host(const Item& item) {
  const std::string_view host = host_of_url(item.top_site);
  return host.empty() ? std::string_view(item.top_site) : host;
}

}  // namespace

std::string_view site_of(const Item& item) {
  return item.top_site.empty() ? site_of(item.host) : site_of(top_host(item));
}

std::string_view id_of(Party party) {
  constexpr std::array<std::string_view, 3> kIds = {"unknown", "first", "third"};
  return kIds[static_cast<size_t>(party)];
}

VisitedSites::VisitedSites(std::span<const Item> items) {
  // A browser that parts the storage of frames keeps what has no partition for pages.
  std::unordered_set<uint32_t> partitioning;
  for (const Item& item : items)
    if (is_storage(item) && !item.top_site.empty()) partitioning.insert(item.profile);
  for (const Item& item : items) {
    if (!item.top_site.empty())
      add(top_host(item));
    else if (tells_a_visit(item) || (is_storage(item) && partitioning.contains(item.profile)))
      add(item.host);
  }
}

void VisitedSites::add(std::string_view host) {
  const std::string_view site = site_of(host);
  if (!site.empty()) sites_.emplace(site);
}

bool VisitedSites::has(std::string_view host) const {
  return sites_.contains(std::string(site_of(host)));
}

PartyVerdict party_of(const Item& item, const VisitedSites& visited) {
  const std::string_view own = site_of(item.host);
  if (!item.top_site.empty()) {
    const std::string_view page = site_of(item);
    if (page == own) return {Party::First, fmt::format("It was left in a page of {} itself.", own)};
    return {Party::Third, fmt::format("{} left it in a page of {}.", own, page)};
  }
  if (own.empty()) return {Party::Unknown, "The browser does not tell whose it is."};
  if (visited.has(item.host))
    return {Party::First, fmt::format("{} was opened in this browser as a page.", own)};
  if (item.same_site == SameSite::Lax || item.same_site == SameSite::Strict)
    return {Party::First, "Its SameSite attribute keeps it to pages of its own site."};
  if (item.same_site == SameSite::None)
    return {Party::Third, fmt::format("Its SameSite=None is for pages of others, and nothing tells "
                                      "that {} was opened as a page.",
                                      own)};
  return {Party::Unknown, fmt::format("Nothing tells whether {} was opened as a page.", own)};
}

}  // namespace glassjar::cookies

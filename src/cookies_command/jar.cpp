// Verdicts by the rules of the room cookies, gathered by company.
#include "cookies_command/jar.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/ascii.h"
#include "cookies/registrable_domain.h"
#include "cookies/who.h"

namespace glassjar::cookies_command {
namespace {

std::vector<cookies::Identifier> judge(const Jar& jar) {
  const cookies::Observers observers(jar.scan.items);
  const cookies::Past nothing;
  std::vector<cookies::Identifier> verdicts;
  verdicts.reserve(jar.scan.items.size());
  for (size_t i = 0; i < jar.scan.items.size(); ++i)
    verdicts.push_back(cookies::identify(jar.scan.items[i], observers,
                                         jar.memory.past.empty() ? nothing : jar.memory.past[i]));
  return verdicts;
}

// A verdict costs some microseconds, so it is asked once a host.
std::map<std::string, cookies::Verdict, std::less<>> judge_hosts(const Jar& jar) {
  const cookies::Trackers trackers(jar.memory.rules.get());
  std::map<std::string, cookies::Verdict, std::less<>> verdicts;
  for (const cookies::Item& item : jar.scan.items)
    if (verdicts.find(item.host) == verdicts.end())
      verdicts.emplace(item.host, trackers.of_host(item.host));
  return verdicts;
}

void add_item(Company& company, const Jar& jar, size_t index) {
  const cookies::Item& item = jar.scan.items[index];
  company.items.push_back(index);
  company.sites.emplace(cookies::site_of(std::string_view(item.host)));
  if (!item.top_site.empty()) company.seen_on.emplace(cookies::site_of(item));
  company.stores.insert(item.store);
  company.profiles.insert(item.profile);
  company.identifiers += identifies(jar.identifiers[index]);
  if (item.created && (!company.since || *item.created < *company.since))
    company.since = item.created;
}

// Holders of a share stand in the order of items: one that has it in two forms is entered once.
std::unordered_map<size_t, std::vector<size_t>> shares_by_item(const cookies::SyncGraph& graph) {
  std::unordered_map<size_t, std::vector<size_t>> shares;
  for (size_t i = 0; i < graph.shares.size(); ++i)
    for (const cookies::Holder& holder : graph.shares[i].holders) {
      std::vector<size_t>& of_item = shares[holder.item];
      if (of_item.empty() || of_item.back() != i) of_item.push_back(i);
    }
  return shares;
}

// Hosts repeat: the look-up of the company is done once a host.
std::vector<Company> by_company(const Jar& jar) {
  std::map<std::string, Company, std::less<>> companies;
  std::unordered_map<std::string_view, Company*> of_host;
  for (size_t i = 0; i < jar.scan.items.size(); ++i) {
    const cookies::Item& item = jar.scan.items[i];
    Company*& company = of_host[item.host];
    if (company == nullptr) {
      const std::string_view owner = owner_of(item);
      company = &companies.try_emplace(std::string(owner)).first->second;
      company->name = owner;
      const auto verdict = jar.trackers.find(item.host);
      company->tracker |= verdict != jar.trackers.end() && verdict->second.tracker;
      if (const auto who = cookies::who_is(item.host); who && company->category.empty())
        company->category = who->category;
    }
    add_item(*company, jar, i);
  }
  for (const cookies::ShareEdge& edge : jar.graph.edges) {
    if (const auto from = companies.find(edge.from); from != companies.end())
      from->second.shares_with.insert(edge.to);
    if (const auto to = companies.find(edge.to); to != companies.end())
      to->second.shares_with.insert(edge.from);
  }
  std::vector<Company> out;
  for (auto& [name, company] : companies) out.push_back(std::move(company));
  return out;
}

// Who knows most: by identifiers, then by how many others it shares them with, then by items.
bool knows_more(const Company& a, const Company& b) {
  if (a.identifiers != b.identifiers) return a.identifiers > b.identifiers;
  if (a.shares_with.size() != b.shares_with.size())
    return a.shares_with.size() > b.shares_with.size();
  if (a.items.size() != b.items.size()) return a.items.size() > b.items.size();
  return a.name < b.name;
}

}  // namespace

std::string_view owner_of(const cookies::Item& item) {
  if (item.host.empty()) return "(unknown)";
  return cookies::owner_of(item.host);
}

bool identifies(const cookies::Identifier& identifier) {
  return identifier.verdict != cookies::Identifies::No;
}

std::set<std::string> shared_with(const Jar& jar, size_t index) {
  std::set<std::string> others;
  const auto shares = jar.shares_of.find(index);
  if (shares == jar.shares_of.end()) return others;
  for (const size_t each : shares->second) {
    const cookies::Share& share = jar.graph.shares[each];
    if (!share.same_in_other_browser) others.insert(share.owners.begin(), share.owners.end());
  }
  others.erase(std::string(owner_of(jar.scan.items[index])));
  return others;
}

uint64_t Jar::companies_that_know() const {
  return static_cast<uint64_t>(
      std::count_if(companies.begin(), companies.end(),
                    [](const Company& company) { return company.identifiers > 0; }));
}

uint64_t Jar::unexplained_respawns() const {
  return static_cast<uint64_t>(
      std::count_if(respawned.begin(), respawned.end(),
                    [](const cookies::Respawned& each) { return !each.explained_by_sign_in; }));
}

Jar understand(browsers::Scan scan, Memory memory) {
  Jar jar;
  jar.scan = std::move(scan);
  jar.memory = std::move(memory);
  jar.visited = cookies::VisitedSites(jar.scan.items);
  jar.identifiers = judge(jar);
  jar.trackers = judge_hosts(jar);
  jar.graph = cookies::find_shares(jar.scan.items);
  jar.shares_of = shares_by_item(jar.graph);
  jar.supercookies = cookies::find_supercookies(jar.scan.items);
  jar.respawned = cookies::find_respawned(jar.scan.items, jar.memory.deleted, jar.memory.key);
  jar.companies = by_company(jar);
  std::sort(jar.companies.begin(), jar.companies.end(), knows_more);
  return jar;
}

Found find_items(const Jar& jar, std::string_view name) {
  for (const Company& company : jar.companies)
    if (equal_ignoring_case(company.name, name)) return {company.name, company.items};
  Found found{cookies::normal_host(name), {}};
  for (size_t i = 0; i < jar.scan.items.size(); ++i) {
    const cookies::Item& item = jar.scan.items[i];
    if (item.host == found.title || cookies::site_of(item) == found.title ||
        cookies::site_of(std::string_view(item.host)) == found.title)
      found.items.push_back(i);
  }
  return found;
}

}  // namespace glassjar::cookies_command

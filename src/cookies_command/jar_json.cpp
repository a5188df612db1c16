// Companies, items and their stories as JSON.
#include "cookies_command/jar_json.h"

#include "cookies/party.h"
#include "cookies_command/story.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;

json::array texts(const std::set<std::string>& set) {
  json::array out;
  for (const std::string& each : set) out.emplace_back(each);
  return out;
}

json::object company_json(const Company& company) {
  json::array stores;
  for (const cookies::Store store : company.stores) stores.emplace_back(cookies::id_of(store));
  json::object out;
  out["company"] = company.name;
  out["category"] = company.category;
  out["tracker"] = company.tracker;
  out["identifiers"] = company.identifiers;
  out["items"] = company.items.size();
  out["stores"] = std::move(stores);
  out["sites"] = texts(company.sites);
  out["seen_on"] = texts(company.seen_on);
  out["shares_with"] = texts(company.shares_with);
  if (company.since)
    out["since"] = to_iso(*company.since);
  else
    out["since"] = nullptr;
  return out;
}

bool is_tracker(const Jar& jar, const cookies::Item& item) {
  const auto verdict = jar.trackers.find(item.host);
  return verdict != jar.trackers.end() && verdict->second.tracker;
}

}  // namespace

json::object item_json(const Jar& jar, size_t index, Values values) {
  const cookies::Item& item = jar.scan.items[index];
  const cookies::Identifier& identifier = jar.identifiers[index];
  json::object out = to_json(item, values);
  out["site"] = cookies::site_of(item);
  out["company"] = owner_of(item);
  out["tracker"] = is_tracker(jar, item);
  out["party"] = cookies::id_of(cookies::party_of(item, jar.visited).party);
  out["identifies"] = cookies::id_of(identifier.verdict);
  out["identifier_score"] = identifier.score;
  out["shared_with"] = texts(shared_with(jar, index));
  return out;
}

json::object overview_json(const Jar& jar, const News& news) {
  json::array companies;
  for (const Company& company : jar.companies) companies.push_back(company_json(company));
  json::object out;
  out["companies_that_know"] = jar.companies_that_know();
  out["items"] = jar.scan.items.size();
  out["respawned"] = jar.unexplained_respawns();
  out["sharing_pairs"] = jar.graph.edges.size();
  out["new_since"] = news.since ? json::value(to_iso(*news.since)) : json::value(nullptr);
  out["new_items"] = news.items;
  out["new_companies"] = texts(news.companies);
  out["companies"] = std::move(companies);
  return out;
}

json::object items_json(const Jar& jar, const Found& found, Values values) {
  json::array items;
  for (const size_t index : found.items) {
    json::object item = item_json(jar, index, values);
    json::array evidence;
    for (const std::string& sentence : story_of(jar, index)) evidence.emplace_back(sentence);
    item["evidence"] = std::move(evidence);
    items.push_back(std::move(item));
  }
  json::object out;
  out["name"] = found.title;
  out["items"] = std::move(items);
  return out;
}

}  // namespace glassjar::cookies_command

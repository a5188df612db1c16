// Companies, items and their stories as JSON.
#include "cookies_command/jar_json.h"

#include "cookies_command/story.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;

json::object company_json(const Company& company) {
  const auto texts = [](const std::set<std::string>& set) {
    json::array out;
    for (const std::string& each : set) out.emplace_back(each);
    return out;
  };
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

}  // namespace

json::object overview_json(const Jar& jar, const News& news) {
  json::array companies;
  for (const Company& company : jar.companies) companies.push_back(company_json(company));
  json::array new_companies;
  for (const std::string& each : news.companies) new_companies.emplace_back(each);
  json::object out;
  out["companies_that_know"] = jar.companies_that_know();
  out["items"] = jar.scan.items.size();
  out["respawned"] = jar.unexplained_respawns();
  out["sharing_pairs"] = jar.graph.edges.size();
  out["new_since"] = news.since ? json::value(to_iso(*news.since)) : json::value(nullptr);
  out["new_items"] = news.items;
  out["new_companies"] = std::move(new_companies);
  out["companies"] = std::move(companies);
  return out;
}

json::object items_json(const Jar& jar, const Found& found, Values values) {
  json::array items;
  for (const size_t index : found.items) {
    json::object item = to_json(jar.scan.items[index], values);
    item["company"] = owner_of(jar.scan.items[index]);
    item["identifies"] = cookies::id_of(jar.identifiers[index].verdict);
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

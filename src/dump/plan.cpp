// Counting by owner, site and store.
#include "dump/plan.h"

#include <algorithm>
#include <unordered_map>

#include "cookies/party.h"
#include "cookies/registrable_domain.h"
#include "cookies/who.h"
#include "dump/profile_json.h"

namespace glassjar::dump {
namespace {

namespace json = boost::json;

using BySite = std::map<std::string, StoreCounts, std::less<>>;

std::vector<SiteCounts> in_order(BySite sites) {
  std::vector<SiteCounts> out;
  for (auto& [site, stores] : sites) out.push_back({site, std::move(stores)});
  return out;
}

// What goes is its host's doing, whatever page it lies under.
std::string_view label_of(const cookies::Item& item) {
  return item.host.empty() ? std::string_view("(unknown)") : std::string_view(item.host);
}

json::object to_json(const StoreCounts& counts) {
  json::object out;
  for (const auto& [store, count] : counts) out[cookies::id_of(store)] = count;
  return out;
}

json::array to_json(std::span<const SiteCounts> sites) {
  json::array out;
  for (const SiteCounts& each : sites)
    out.push_back({{"site", each.site}, {"stores", to_json(each.stores)}});
  return out;
}

const json::array& array_in(const json::object& object, std::string_view key) {
  static const json::array kNone;
  const json::value* member = object.if_contains(key);
  const json::array* array = member != nullptr ? member->if_array() : nullptr;
  return array != nullptr ? *array : kNone;
}

std::vector<SiteCounts> sites_from_json(const json::array& sites) {
  std::vector<SiteCounts> out;
  for (const json::value& each : sites) {
    const json::object* object = each.if_object();
    if (object == nullptr) continue;
    SiteCounts counts{text_of(*object, "site"), {}};
    const json::value* stores = object->if_contains("stores");
    if (stores != nullptr && stores->is_object())
      for (const auto& [id, count] : stores->get_object())
        if (const auto store = cookies::parse_store(id))
          counts.stores[*store] = count_of(stores->get_object(), id);
    out.push_back(std::move(counts));
  }
  return out;
}

}  // namespace

uint64_t total(const StoreCounts& counts) {
  uint64_t sum = 0;
  for (const auto& [store, count] : counts) sum += count;
  return sum;
}

Plan plan_for(std::span<const cookies::Item> items, const KeepRule& rule) {
  Plan plan;
  BySite staying;
  std::unordered_map<std::string, BySite> going;
  for (const cookies::Item& item : items) {
    if (rule.keeps(item)) {
      ++plan.items_staying;
      const std::string_view site = cookies::site_of(item);
      if (rule.list().has(site))
        ++staying[std::string(site)][item.store];
      else
        ++plan.hsts_staying;
      continue;
    }
    ++plan.items_going;
    const std::string_view host = label_of(item);
    const std::string site(cookies::site_of(host));
    ++going[std::string(cookies::owner_of(host))][site][item.store];
  }
  plan.staying = in_order(std::move(staying));
  for (auto& [owner, sites] : going) {
    OwnerCounts counts{owner, in_order(std::move(sites)), 0};
    for (const SiteCounts& site : counts.sites) counts.items += total(site.stores);
    plan.going.push_back(std::move(counts));
  }
  std::sort(plan.going.begin(), plan.going.end(), [](const OwnerCounts& a, const OwnerCounts& b) {
    return a.items != b.items ? a.items > b.items : a.owner < b.owner;
  });
  return plan;
}

json::object to_json(const Plan& plan) {
  json::array going;
  for (const OwnerCounts& each : plan.going)
    going.push_back({{"owner", each.owner}, {"items", each.items}, {"sites", to_json(each.sites)}});
  return {{"items_going", plan.items_going},
          {"items_staying", plan.items_staying},
          {"hsts_staying", plan.hsts_staying},
          {"going", std::move(going)},
          {"staying", to_json(plan.staying)}};
}

Plan plan_from_json(const json::value& value) {
  Plan plan;
  const json::object* object = value.if_object();
  if (object == nullptr) return plan;
  plan.items_going = count_of(*object, "items_going");
  plan.items_staying = count_of(*object, "items_staying");
  plan.hsts_staying = count_of(*object, "hsts_staying");
  plan.staying = sites_from_json(array_in(*object, "staying"));
  for (const json::value& each : array_in(*object, "going")) {
    const json::object* owner = each.if_object();
    if (owner == nullptr) continue;
    plan.going.push_back({text_of(*owner, "owner"), sites_from_json(array_in(*owner, "sites")),
                          count_of(*owner, "items")});
  }
  return plan;
}

}  // namespace glassjar::dump

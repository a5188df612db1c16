// The preview of an emptying, and the body of its log: what goes and what stays, in counts. No
// values and no names of single items.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "cookies/item.h"
#include "dump/keep_rule.h"

namespace glassjar::dump {

using StoreCounts = std::map<cookies::Store, uint64_t>;
uint64_t total(const StoreCounts& counts);

struct SiteCounts {
  std::string site;
  StoreCounts stores;
};

// What one company (or a site without a known one) loses.
struct OwnerCounts {
  std::string owner;
  std::vector<SiteCounts> sites;  // by name
  uint64_t items = 0;
};

struct Plan {
  std::vector<OwnerCounts> going;   // most items first, then by name
  std::vector<SiteCounts> staying;  // sites of the keep list that hold something; by name
  uint64_t items_going = 0;
  uint64_t items_staying = 0;  // all that stay, HSTS records included
  uint64_t hsts_staying = 0;   // of sites that are not kept
};

Plan plan_for(std::span<const cookies::Item> items, const KeepRule& rule);

boost::json::object to_json(const Plan& plan);
// Missing members are empty ones: the log is read leniently.
Plan plan_from_json(const boost::json::value& value);

}  // namespace glassjar::dump

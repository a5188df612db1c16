// The table in which an inventory's items come together: one row for a store, name, domain and
// partition, whatever visit it was seen in.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "audit/inventory.h"

namespace glassjar::audit {

class ItemTable {
 public:
  ItemTable(const Observation& seen, const cookies::Trackers& trackers, TimePoint now)
      : seen_(seen), trackers_(trackers), now_(now) {}

  void add(const CookieSet& set);
  void add(const CookieKept& kept);
  void add(const StorageSeen& storage);
  // Cookies that a request carried, of which nothing else is known.
  void add_sent(const Request& request);

  std::vector<FoundItem> take_items() { return std::move(items_); }
  std::vector<Instance> take_instances() { return std::move(instances_); }

 private:
  using Key = std::tuple<cookies::Store, std::string, std::string, std::string>;

  // The row, made and described if it is new; `page` decides the party.
  size_t row(cookies::Store store, const std::string& name, const std::string& domain,
             const std::string& top_site, const Moment& at);
  void describe(FoundItem& item, const Moment& at);
  void add_setter(FoundItem& item, Setter setter);
  void add_instance(size_t row, uint32_t visit, cookies::Item value);

  const Observation& seen_;
  const cookies::Trackers& trackers_;
  TimePoint now_;
  std::vector<FoundItem> items_;
  std::vector<Instance> instances_;
  std::map<Key, size_t> rows_;
  std::map<std::pair<size_t, uint32_t>, size_t> instance_of_;  // by row and visit
};

}  // namespace glassjar::audit

// The inventory: items from the table, hosts from the requests, identifiers by the test of two
// observers.
#include "audit/inventory.h"

#include <algorithm>
#include <map>

#include "audit/address.h"
#include "audit/item_table.h"
#include "cookies/registrable_domain.h"
#include "cookies/who.h"

namespace glassjar::audit {
namespace {

std::string site_of_page(std::string_view page) {
  const std::string host = host_of(page);
  return std::string(cookies::site_of(std::string_view(host)));
}

// Visits that are alike but for the observer; only their values are compared. A file does not tell
// whose browser it was recorded with, and the same browser twice proves nothing: each is alone.
using Group = std::tuple<Consent, ThirdPartyCookies, uint32_t>;

Group group_of(const Observation& seen, uint32_t visit) {
  const Visit& made = seen.visits[visit];
  const bool is_file = made.third_party == ThirdPartyCookies::Unknown;
  return {made.wanted, made.third_party, is_file ? visit + 1 : 0};
}

// Names whose value changed within one visit: no constant, so no identifier.
std::set<std::pair<size_t, uint32_t>> changing(const Observation& seen,
                                               const std::vector<FoundItem>& items) {
  std::map<std::tuple<uint32_t, std::string, std::string>, std::string> values;
  std::set<std::pair<size_t, uint32_t>> changed;
  for (const CookieSet& set : seen.cookies_set) {
    const size_t equals = set.line.find('=');
    const size_t end = set.line.find(';');
    if (equals == std::string::npos || equals > end) continue;
    const std::string name = set.line.substr(0, equals);
    const std::string value = set.line.substr(equals + 1, end - equals - 1);
    const auto [found, is_new] = values.try_emplace({set.at.visit, host_of(set.url), name}, value);
    if (is_new || found->second == value || value.empty()) continue;
    for (size_t i = 0; i < items.size(); ++i)
      if (items[i].store == cookies::Store::Cookie && items[i].name == name)
        changed.emplace(i, set.at.visit);
  }
  return changed;
}

// Of a cookie that was only seen being sent, nobody knows how long it stays.
void leave_out_lifetime(cookies::Identifier& identifier) {
  std::erase_if(identifier.evidence,
                [](const std::string& line) { return line.starts_with("It has no end"); });
}

void find_identifiers(const Observation& seen, Inventory& inventory) {
  const auto changed = changing(seen, inventory.items);
  std::map<Group, std::vector<cookies::Item>> groups;
  for (const Instance& each : inventory.instances)
    groups[group_of(seen, each.visit)].push_back(each.value);
  std::map<Group, cookies::Observers> observers;
  for (const auto& [group, items] : groups) observers.emplace(group, cookies::Observers(items));
  for (Instance& each : inventory.instances) {
    cookies::Past past;
    past.changed = changed.contains({each.item, each.visit});
    each.identifier = cookies::identify(each.value, observers.at(group_of(seen, each.visit)), past);
    if (inventory.items[each.item].only_sent) leave_out_lifetime(each.identifier);
    cookies::Identifier& best = inventory.items[each.item].identifier;
    if (best.evidence.empty() || each.identifier.verdict > best.verdict ||
        (each.identifier.verdict == best.verdict && each.identifier.score > best.score))
      best = each.identifier;
  }
}

bool a_list_says_so(const cookies::Verdict& verdict) {
  return std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [](const std::string& reason) {
    return !reason.starts_with("third-party-web:") && !reason.starts_with("Open Cookie Database:");
  });
}

class HostTable {
 public:
  HostTable(const Observation& seen, const cookies::Trackers& trackers)
      : seen_(seen), trackers_(trackers) {}

  void add(const Request& request) {
    const std::string host = host_of(request.url);
    const std::string page_host = host_of(request.at.page);
    const std::string site(cookies::site_of(std::string_view(host)));
    const std::string page_site(cookies::site_of(std::string_view(page_host)));
    filters::Request asked{
        .url = request.url, .source_host = page_host, .site = site, .source_site = page_site};
    asked.type = filters::parse_request_type(request.type).value_or(filters::RequestType::Other);
    cookies::Verdict verdict;
    if (request.type != "document") verdict = trackers_.of_request(asked);
    // Of the site's own company only what a filter list names is a tracker.
    const bool own = cookies::owner_of(host) == cookies::owner_of(page_host);
    verdict.tracker = verdict.tracker && (!own || a_list_says_so(verdict));
    if (site == page_site && !verdict.tracker) return;
    const auto [found, is_new] = rows_.try_emplace(host, hosts_.size());
    if (is_new) hosts_.push_back(describe(host, request, verdict));
    FoundHost& row = hosts_[found->second];
    if (verdict.tracker && !row.tracker) {
      row.tracker = true;
      row.because = verdict.reasons;
      row.example = request.url;
      row.asked_by = request.asked_by;
    }
    row.types.insert(request.type);
    row.got_cookies = row.got_cookies || !request.cookies.empty();
    row.seen.add(request.at);
    row.seen.add_mode(request.at, seen_);
    ++row.requests;
  }

  std::vector<FoundHost> take() {
    std::stable_sort(hosts_.begin(), hosts_.end(), [](const FoundHost& a, const FoundHost& b) {
      return std::tuple(!a.tracker, b.requests) < std::tuple(!b.tracker, a.requests);
    });
    return std::move(hosts_);
  }

 private:
  static FoundHost describe(const std::string& host, const Request& request,
                            const cookies::Verdict& verdict) {
    FoundHost row{.host = host, .owner = std::string(cookies::owner_of(host))};
    if (const auto who = cookies::who_is(host)) row.category = who->category;
    row.tracker = verdict.tracker;
    row.because = verdict.reasons;
    row.example = request.url;
    row.asked_by = request.asked_by;
    return row;
  }

  const Observation& seen_;
  const cookies::Trackers& trackers_;
  std::vector<FoundHost> hosts_;
  std::map<std::string, size_t> rows_;
};

// Puts the items in the order in which reports show them; instances follow.
void sort_items(Inventory& inventory) {
  std::vector<size_t> order(inventory.items.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t left, size_t right) {
    const FoundItem& a = inventory.items[left];
    const FoundItem& b = inventory.items[right];
    return std::tie(a.third_party, a.store, a.domain, a.name, a.top_site) <
           std::tie(b.third_party, b.store, b.domain, b.name, b.top_site);
  });
  std::vector<size_t> place(order.size());
  std::vector<FoundItem> sorted;
  sorted.reserve(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(inventory.items[order[i]]));
  }
  inventory.items = std::move(sorted);
  for (Instance& each : inventory.instances) each.item = place[each.item];
}

}  // namespace

Inventory take_inventory(const Observation& seen, const cookies::Trackers& trackers,
                         TimePoint now) {
  ItemTable table(seen, trackers, now);
  for (const CookieSet& set : seen.cookies_set) table.add(set);
  for (const CookieKept& kept : seen.cookies_kept) table.add(kept);
  for (const StorageSeen& storage : seen.storage) table.add(storage);
  for (const Request& request : seen.requests) table.add_sent(request);
  Inventory inventory;
  inventory.items = table.take_items();
  inventory.instances = table.take_instances();
  for (const Visit& visit : seen.visits)
    if (inventory.site.empty() && !visit.pages.empty())
      inventory.site = site_of_page(visit.pages.front());
  HostTable hosts(seen, trackers);
  for (const Request& request : seen.requests) hosts.add(request);
  inventory.hosts = hosts.take();
  find_identifiers(seen, inventory);
  sort_items(inventory);
  return inventory;
}

}  // namespace glassjar::audit

// What a scan means: each item with its verdict, and the companies behind them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "browsers/scan.h"
#include "cookies/identifier.h"
#include "cookies/party.h"
#include "cookies/respawn.h"
#include "cookies/sharing.h"
#include "cookies/supercookie.h"
#include "cookies/tracker.h"
#include "filters/index.h"

namespace glassjar::cookies_command {

// One company, or one site that no company is known for.
struct Company {
  std::string name;
  bool tracker = false;           // at least one of its hosts is (cookies/tracker.h)
  std::string category;           // third-party-web's: "ad", "analytics"; may be empty
  std::set<std::string> sites;    // its registrable domains
  std::set<std::string> seen_on;  // sites whose pages it was on, as far as partitions tell
  std::set<cookies::Store> stores;
  std::set<uint32_t> profiles;
  std::vector<size_t> items;       // indices into the scan's
  uint64_t identifiers = 0;        // items that identify or likely do
  std::optional<TimePoint> since;  // the oldest item
  std::set<std::string> shares_with;
};

// What this machine knows beside the profiles.
struct Memory {
  // EasyPrivacy and EasyList, where they are installed; else null.
  std::shared_ptr<const filters::Index> rules;
  std::vector<cookies::Past> past;  // by item; empty without an earlier snapshot
  std::vector<cookies::DeletedValue> deleted;
  cookies::LocalKey key{};
};

struct Jar {
  browsers::Scan scan;
  Memory memory;
  cookies::VisitedSites visited;
  std::vector<cookies::Identifier> identifiers;                   // by item
  std::map<std::string, cookies::Verdict, std::less<>> trackers;  // by host
  cookies::SyncGraph graph;
  std::unordered_map<size_t, std::vector<size_t>> shares_of;  // by item: indices into graph.shares
  std::vector<cookies::Supercookie> supercookies;
  std::vector<cookies::Respawned> respawned;
  std::vector<Company> companies;  // those that know most first

  // Companies that hold something by which they can recognise this browser.
  uint64_t companies_that_know() const;
  // Values that came back and that no kept sign-in explains.
  uint64_t unexplained_respawns() const;
};

// The name a company or a site is shown under: its owner (cookies/who.h).
std::string_view owner_of(const cookies::Item& item);

bool identifies(const cookies::Identifier& identifier);

// The other companies that hold the same identifier, in whatever form: those of the graph's edges.
std::set<std::string> shared_with(const Jar& jar, size_t index);

// Pure. `memory.past` is empty or has an entry an item.
Jar understand(browsers::Scan scan, Memory memory);

// The items of a site (registrable domain or host) or of a company, by any case; and how it is
// called. Empty for an unknown name.
struct Found {
  std::string title;
  std::vector<size_t> items;
};
Found find_items(const Jar& jar, std::string_view name);

}  // namespace glassjar::cookies_command

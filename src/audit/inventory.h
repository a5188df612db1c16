// What a site leaves and whom it calls, over all visits: one entry an item and one a host, with who
// stands behind each, what it is for, and the evidence. Everything here is computed from an
// Observation; nothing is asked of anybody.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/observation.h"
#include "cookies/identifier.h"
#include "cookies/tracker.h"

namespace glassjar::audit {

// Who set an item: a response or a script, at the first page where it was seen.
struct Setter {
  bool by_script = false;
  std::string address;  // of the response or the script; empty where a script is not known
  std::string page;
};

// Where and when an item was seen.
struct Sightings {
  std::set<Consent> consents;
  std::set<ThirdPartyCookies> modes;  // in which a browser took it, or a request was made
  std::set<std::string> pages;        // at most kPagesPerItem
  // Sightings while nothing was chosen yet, in a browser or in a file of which that is said.
  bool before_choice() const { return consents.contains(Consent::Before); }

  void add(const Moment& at);
  void add_mode(const Moment& at, const Observation& in);
  static constexpr size_t kPagesPerItem = 20;
};

struct FoundItem {
  cookies::Store store = cookies::Store::Cookie;
  std::string name;
  std::string domain;    // of a cookie, without leading dot; of storage, its host
  std::string top_site;  // of what is partitioned
  bool third_party = false;
  std::string owner;            // company, or site where none is known
  std::string purpose;          // category by the Open Cookie Database; empty: unknown
  std::string purpose_because;  // the entry that says so
  std::string description;      // what the database says it does
  std::string platform;         // by the database: "Google Analytics"
  bool tracker = false;
  std::vector<std::string> tracker_because;

  std::vector<Setter> setters;  // at most kSettersMax different ones
  Sightings seen;

  // Cookies only. Flags are those of the last time it was set.
  std::string path;
  bool host_only = true;
  bool secure = false;
  bool http_only = false;
  bool partitioned = false;
  cookies::SameSite same_site = cookies::SameSite::Unset;
  bool over_https = false;  // set by a page or response over HTTPS
  // The longest that was asked for; browsers cut at 400 days. None: until the browser ends, or,
  // for storage, until it is removed.
  std::optional<seconds> lifetime;
  bool kept = false;       // in the browser at the end of a visit
  bool only_sent = false;  // never seen being set: it was there before, or a script set it unseen
  std::string refused;     // why the browser took it nowhere; empty if it did anywhere
  cookies::Identifier identifier;

  static constexpr size_t kSettersMax = 5;
};

// A host that pages called, other than the site's own.
struct FoundHost {
  std::string host;
  std::string owner;
  std::string category;  // by third-party-web; empty if unknown
  bool tracker = false;
  std::vector<std::string> because;  // what says so, and who it is
  std::string example;               // an address, the tracker's if it is one
  std::string asked_by;              // of that address
  std::set<std::string> types;
  uint64_t requests = 0;
  bool got_cookies = false;  // cookies were sent to it
  Sightings seen;
};

// One item in one visit, with its value: what identifiers and syncs are found in.
struct Instance {
  size_t item = 0;  // index into Inventory::items
  uint32_t visit = 0;
  cookies::Item value;
  cookies::Identifier identifier;
};

struct Inventory {
  std::string site;              // registrable domain of the first page
  std::vector<FoundItem> items;  // by party, store, domain, name
  std::vector<FoundHost> hosts;  // trackers first, then by requests
  std::vector<Instance> instances;
};

// `now` stands in for records without a time.
Inventory take_inventory(const Observation& seen, const cookies::Trackers& trackers, TimePoint now);

}  // namespace glassjar::audit

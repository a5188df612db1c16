// LastFates: what became of each site's latest event, for the owner who sets a site up and
// wonders why nothing is counted. In memory only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "base/mutex.h"
#include "base/time.h"
#include "model/drop_reason.h"
#include "model/event.h"

namespace glassjar::ingest {

// One site's latest events since the start of the process.
struct LastFate {
  TimePoint at;
  std::optional<model::DropReason> dropped;   // nothing: it was counted
  model::Tier tier = model::Tier::Anonymous;  // of a counted event
  uint64_t events = 0;                        // counted and dropped
  // Every event came from one and the same private address: a proxy in front is not trusted, so
  // that all visitors look like one.
  bool all_from_one_private_address = false;
};

class LastFates {
 public:
  // `seed` is any random number.
  explicit LastFates(uint64_t seed) : seed_(seed) {}

  void counted(model::SiteId site, TimePoint at, model::Tier tier, std::string_view address);
  void dropped(model::SiteId site, TimePoint at, model::DropReason reason,
               std::string_view address);
  // Nothing before the first event. Any thread.
  std::optional<LastFate> of(model::SiteId site) const;

 private:
  struct Entry {
    LastFate fate;
    size_t first_address = 0;  // a hash under this process's seed; the address is not kept
  };
  using Entries = std::unordered_map<model::SiteId, Entry>;
  Entry& seen(Entries& entries, model::SiteId site, std::string_view address) const;

  const uint64_t seed_;
  Mutex<Entries> entries_;
};

}  // namespace glassjar::ingest

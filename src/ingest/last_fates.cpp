// Remembers one entry a site; addresses are compared by a seeded hash and not kept.
#include "ingest/last_fates.h"

#include <functional>
#include <string>

#include "ingest/client_address.h"

namespace glassjar::ingest {

LastFates::Entry& LastFates::seen(Entries& entries, model::SiteId site,
                                  std::string_view address) const {
  Entry& entry = entries[site];
  const size_t hash = std::hash<std::string>{}(std::to_string(seed_).append(address));
  if (entry.fate.events == 0) {
    const auto parsed = Address::parse(address);
    entry.first_address = hash;
    entry.fate.all_from_one_private_address = parsed && parsed->is_private();
  }
  if (hash != entry.first_address) entry.fate.all_from_one_private_address = false;
  ++entry.fate.events;
  return entry;
}

void LastFates::counted(model::SiteId site, TimePoint at, model::Tier tier,
                        std::string_view address) {
  auto entries = entries_.lock();
  LastFate& fate = seen(*entries, site, address).fate;
  fate.at = at;
  fate.dropped.reset();
  fate.tier = tier;
}

void LastFates::dropped(model::SiteId site, TimePoint at, model::DropReason reason,
                        std::string_view address) {
  auto entries = entries_.lock();
  LastFate& fate = seen(*entries, site, address).fate;
  fate.at = at;
  fate.dropped = reason;
}

std::optional<LastFate> LastFates::of(model::SiteId site) const {
  const auto entries = entries_.lock();
  const auto found = entries->find(site);
  if (found == entries->end()) return std::nullopt;
  return found->second.fate;
}

}  // namespace glassjar::ingest

// Which site an item belongs to, and whether it was left in the first or the third party's place.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "cookies/item.h"

namespace glassjar::cookies {

// The site (registrable_domain.h) whose page an item belongs to: the top-level site of a
// partitioned item, else its host's. Keep lists and grouping by site go by this. The view is into
// the item.
std::string_view site_of(const Item& item);

enum class Party : uint8_t { Unknown, First, Third };
std::string_view id_of(Party party);  // "unknown", "first", "third"

struct PartyVerdict {
  Party party = Party::Unknown;
  std::string reason;  // a plain sentence
};

// The sites that the person opened themselves, as far as the items tell: the top-level site of a
// partition, a page with an icon, use that the browser noted, and storage without a partition where
// the same profile parts the storage of frames.
class VisitedSites {
 public:
  VisitedSites() = default;
  explicit VisitedSites(std::span<const Item> items);
  // More that are known from elsewhere (history, the audited page).
  void add(std::string_view host);
  bool has(std::string_view host) const;

 private:
  std::unordered_set<std::string> sites_;
};

// By where it was set: a partition tells it surely, else whether the site was ever visited.
PartyVerdict party_of(const Item& item, const VisitedSites& visited);

}  // namespace glassjar::cookies

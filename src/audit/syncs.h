// Identifiers that leave the hands of the party that holds them: found in the address, the Referer,
// the body or the redirect of a request to somebody else.
//
// After extract_id_knowledge.py of Englehardt and Acar (Acar et al. 2014, section 5): who gets a
// request whose address holds an identifier knows it, so do both ends of a Referer and of a
// Location. Hashed and encoded forms count too.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/inventory.h"

namespace glassjar::audit {

enum class Channel : uint8_t { Address, Referer, Body, Redirect };
std::string_view in_words(Channel channel);  // "in the address of a request"

struct Sync {
  size_t item = 0;   // index into Inventory::items
  std::string from;  // owner of the item
  std::string to;    // owner of the host that learns it
  std::string to_host;
  Channel channel = Channel::Address;
  std::string form;     // "as it is", "as its SHA-256", …
  std::string example;  // the address of the request
  uint64_t requests = 0;
  Sightings seen;
};

// One entry an item, receiving host and channel; most requests first, at most kSyncsMax.
std::vector<Sync> find_syncs(const Observation& seen, const Inventory& inventory);
inline constexpr size_t kSyncsMax = 1'000;

}  // namespace glassjar::audit

// What a scan found, without its values: enough to say later what is new and what never changed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "cookies/identifier.h"
#include "cookies/item.h"
#include "cookies/keyed_hash.h"

namespace glassjar::cookies {

// Where an item is (profile, store, host, partition, name, path) and what it holds, both as the
// first eight bytes of HMAC-SHA256 under the local key. A value that could not be read is its size;
// a size and a hash are never held against each other, as when the keyring answered only once.
struct Seen {
  uint64_t place = 0;
  uint64_t value = 0;
  TimePoint since;       // the first snapshot that had this place with this value
  bool changed = false;  // an earlier one had another value there

  friend bool operator==(const Seen&, const Seen&) = default;
};

class Snapshot {
 public:
  // Reads what serialize wrote; InvalidArgument otherwise, TooLarge over kSeenMax entries.
  static Result<Snapshot> parse(std::string_view bytes);
  std::string serialize() const;

  // The snapshot after this scan: places that are gone are forgotten. `profile_names` tells the
  // profiles apart across scans (the folder's path), by Item::profile.
  Snapshot next(std::span<const Item> items, std::span<const std::string> profile_names,
                const LocalKey& key, TimePoint now) const;

  // For each item of a scan, what the snapshot knows of it.
  std::vector<Past> compare(std::span<const Item> items, std::span<const std::string> profile_names,
                            const LocalKey& key, TimePoint now) const;

  size_t size() const { return seen_.size(); }

  static constexpr size_t kSeenMax = 4'000'000;

 private:
  std::unordered_map<uint64_t, Seen> seen_;  // by place
};

}  // namespace glassjar::cookies

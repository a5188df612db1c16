// Remembered: which visitor a jar cookie stands for, as the collect path asks it.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/result.h"
#include "storage/records/record_store.h"

namespace glassjar::consent {

// The visitor id of a jar on one site: SipHash-2-4 of the site under the jar's random visitor key,
// so that ids of two sites cannot be linked and none is kept per site. Never zero.
model::VisitorId visitor_on(const std::array<uint8_t, 16>& visitor_key, model::SiteId site);

// The keys of all remembering jars in memory: about 150 bytes each.
class Remembered {
 public:
  // Both outlive the object.
  Remembered(storage::RecordStore& records, const Clock& clock)
      : records_(records), clock_(clock) {}

  // Fills the table from the records; at start.
  Result<void> load();
  // The visitor behind the cookie on that site, if a jar that remembers has this key and it has
  // not expired. Any thread, no query.
  std::optional<model::VisitorId> visitor(std::string_view jar_cookie, model::SiteId site) const;

  // The table follows the records: called after the transaction has committed.
  // The key now opens the jar; a jar that does not remember is left out of the table.
  void put(const storage::SecretHash& key, const storage::Jar& jar);
  // This key opens nothing any more; the jar's other keys stay.
  void drop(const storage::SecretHash& key);
  // The jar has no keys any more.
  void remove(model::JarId jar);

 private:
  struct Entry {
    model::JarId jar{};
    std::array<uint8_t, 16> visitor_key{};
    TimePoint expires;
  };
  struct FirstBytes {
    size_t operator()(const storage::SecretHash& hash) const;
  };
  struct Table {
    std::unordered_map<storage::SecretHash, Entry, FirstBytes> by_key;
    std::unordered_map<model::JarId, std::vector<storage::SecretHash>> keys_of;

    void put(const storage::SecretHash& key, const Entry& entry);
    void drop(const storage::SecretHash& key);
  };

  storage::RecordStore& records_;
  const Clock& clock_;
  SharedMutex<Table> table_;
};

}  // namespace glassjar::consent

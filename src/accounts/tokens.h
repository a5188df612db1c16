// Tokens: the secrets by which programs call the interface. Kept in memory by hash, so that the
// collect path can ask without a query.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/random.h"
#include "base/result.h"
#include "storage/records/record_store.h"

namespace glassjar::accounts {

class Tokens {
 public:
  // All outlive the object.
  Tokens(storage::RecordStore& records, const Clock& clock, Random& random)
      : records_(records), clock_(clock), random_(random) {}

  // Makes a token with these scopes (bits of storage::Scope) and returns its secret, which is
  // stored only as a hash.
  Result<std::string> add(uint32_t scopes);
  // The token's scopes; 0 for an unknown one. Any thread. A token that another process added is
  // found by one query and kept.
  uint32_t scopes_of(std::string_view secret);

 private:
  struct FirstBytes {
    size_t operator()(const storage::SecretHash& hash) const;
  };
  using Table = std::unordered_map<storage::SecretHash, uint32_t, FirstBytes>;

  storage::RecordStore& records_;
  const Clock& clock_;
  Random& random_;
  SharedMutex<Table> known_;
};

}  // namespace glassjar::accounts

// RateLimit: how often something may happen an hour, counted without remembering whom.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/random.h"

namespace glassjar::consent {

// The part of an address that one household or office shares: /24 of IPv4, /48 of IPv6; other
// text as it is.
std::string address_prefix(std::string_view address);

// A fixed table of counters; a subject is found by keyed hash and stored nowhere. Two subjects may
// share a counter: with a thousand busy ones, one in 65 does. All counters and the hash's key begin
// anew every hour. Any thread.
class RateLimit {
 public:
  // Both outlive the object.
  RateLimit(uint16_t per_hour, const Clock& clock, Random& random);
  // Counts one and says whether it is still within the limit.
  bool allow(std::string_view subject);

 private:
  static constexpr size_t kCounters = size_t{1} << 16;
  struct Window {
    std::chrono::steady_clock::time_point ends;
    std::array<uint8_t, 16> hash_key{};
    std::vector<uint16_t> counters;
  };

  const uint16_t per_hour_;
  const Clock& clock_;
  Random& random_;
  Mutex<Window> window_;
};

}  // namespace glassjar::consent

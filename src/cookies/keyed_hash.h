// HMAC-SHA256 under a key of this machine: values are recognized later without being kept.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace glassjar::cookies {

using LocalKey = std::array<uint8_t, 32>;  // random, of this machine, never leaves it
using ValueDigest = std::array<uint8_t, 32>;

// RFC 2104 over SHA-256. Holds the key's state, so that each of many values costs one short hash.
// Not for several threads.
class KeyedHash {
 public:
  explicit KeyedHash(const LocalKey& key);
  ValueDigest operator()(std::string_view value);
  // The first eight bytes, little-endian.
  uint64_t short_of(std::string_view value);

 private:
  struct State;
  struct Delete {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Delete> state_;
};

}  // namespace glassjar::cookies

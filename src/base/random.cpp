// Random bytes, from libsodium or from a seed.
#include "base/random.h"

#include <sodium.h>

#include <cstring>

#include "base/check.h"

namespace glassjar {

uint64_t Random::nonzero64() {
  uint64_t value = 0;
  while (value == 0) {
    const auto raw = bytes<sizeof value>();
    std::memcpy(&value, raw.data(), sizeof value);
  }
  return value;
}

void SystemRandom::fill(std::span<uint8_t> out) {
  static const int ready = sodium_init();
  CHECK(ready >= 0);
  randombytes_buf(out.data(), out.size());
}

void SeededRandom::fill(std::span<uint8_t> out) {
  for (uint8_t& byte : out) byte = static_cast<uint8_t>(engine_());
}

}  // namespace glassjar

// Counting by keyed hash (SipHash-2-4 of libsodium).
#include "consent/rate_limit.h"

#include <sodium.h>

#include <cstring>

namespace glassjar::consent {
namespace {

// The text before its n-th separator; all of it when there are fewer.
std::string_view before_nth(std::string_view text, char separator, int n) {
  for (size_t i = 0; i < text.size(); ++i)
    if (text[i] == separator && --n == 0) return text.substr(0, i);
  return text;
}

}  // namespace

std::string address_prefix(std::string_view address) {
  if (address.starts_with("::ffff:") && address.find('.') != std::string_view::npos)
    address.remove_prefix(7);
  const char separator = address.find(':') != std::string_view::npos ? ':' : '.';
  return std::string(before_nth(address, separator, 3));
}

RateLimit::RateLimit(uint16_t per_hour, const Clock& clock, Random& random)
    : per_hour_(per_hour), clock_(clock), random_(random) {}

bool RateLimit::allow(std::string_view subject) {
  auto window = window_.lock();
  if (window->counters.empty() || clock_.monotonic() >= window->ends) {
    window->ends = clock_.monotonic() + hours(1);
    window->hash_key = random_.bytes<16>();
    window->counters.assign(kCounters, 0);
  }
  uint64_t hash = 0;
  std::array<uint8_t, sizeof hash> raw{};
  crypto_shorthash(raw.data(), reinterpret_cast<const uint8_t*>(subject.data()), subject.size(),
                   window->hash_key.data());
  std::memcpy(&hash, raw.data(), sizeof hash);
  uint16_t& counter = window->counters[hash % kCounters];
  if (counter >= per_hour_) return false;
  ++counter;
  return true;
}

}  // namespace glassjar::consent

// SipHash-2-4 over site, address and user agent, each with its length; the salt is the key.
#include "ingest/visitor_number.h"

#include <sodium.h>

#include <array>
#include <cstring>

#include "ingest/user_agents.h"

namespace glassjar::ingest {
namespace {

constexpr size_t kAddressBytesMax = 64;

// On the stack and overwritten after use: what identifies a person is nowhere else.
struct Input {
  std::array<unsigned char, 2 * sizeof(uint32_t) + kAddressBytesMax + kUserAgentBytesMax> bytes{};
  size_t size = 0;

  void append(const void* data, size_t count) {
    std::memcpy(bytes.data() + size, data, count);
    size += count;
  }
};

}  // namespace

model::VisitorId anonymous_visitor(const Salt& salt, model::SiteId site, std::string_view address,
                                   std::string_view user_agent) {
  static_assert(crypto_shorthash_KEYBYTES == std::tuple_size_v<Salt>);
  address = address.substr(0, kAddressBytesMax);
  user_agent = user_agent.substr(0, kUserAgentBytesMax);
  Input input;
  const uint32_t site_number = model::number(site);
  const auto address_bytes = static_cast<uint32_t>(address.size());
  input.append(&site_number, sizeof site_number);
  input.append(&address_bytes, sizeof address_bytes);
  input.append(address.data(), address.size());
  input.append(user_agent.data(), user_agent.size());
  uint64_t number = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&number), input.bytes.data(), input.size,
                   salt.data());
  sodium_memzero(input.bytes.data(), input.size);
  return model::VisitorId{number == 0 ? 1 : number};
}

}  // namespace glassjar::ingest

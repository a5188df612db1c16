// Addresses by inet_pton; forwarding headers from right to left, as each proxy appends the peer
// it saw (RFC 7239 section 5.2).
#include "ingest/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/ascii.h"

namespace glassjar::ingest {
namespace {

constexpr std::array<uint8_t, 12> kV4Prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned kV4PrefixBits = 96;
// More proxies than anyone has; a longer header is someone's invention.
constexpr size_t kHopsMax = 32;

constexpr std::string_view kPrivateNetworks[] = {
    "127.0.0.0/8",   "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
    "100.64.0.0/10", "::1",        "fc00::/7",      "fe80::/10",
};

// "[2001:db8::1]:4711" and "192.0.2.1:4711" without brackets and port.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) {
    const size_t end = text.find(']');
    return end == std::string_view::npos ? text : text.substr(1, end - 1);
  }
  const size_t colon = text.find(':');
  const bool has_port = colon != std::string_view::npos && text.find(':', colon + 1) == text.npos;
  return has_port ? text.substr(0, colon) : text;
}

// The "for" of one element of Forwarded: `for="[2001:db8::1]:4711";proto=https`.
std::string_view for_parameter(std::string_view element) {
  while (!element.empty()) {
    const std::string_view pair = trimmed(element.substr(0, element.find(';')));
    element.remove_prefix(std::min(element.find(';'), element.size() - 1) + 1);
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    if (!equal_ignoring_case(pair.substr(0, equals), "for")) continue;
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  std::string_view bare = without_port(trimmed(text));
  bare = bare.substr(0, bare.find('%'));  // a link-local address's interface
  std::array<char, INET6_ADDRSTRLEN> terminated{};
  if (bare.empty() || bare.size() >= terminated.size()) return std::nullopt;
  std::copy(bare.begin(), bare.end(), terminated.begin());
  Address address;
  if (inet_pton(AF_INET6, terminated.data(), address.bytes_.data()) == 1) return address;
  if (inet_pton(AF_INET, terminated.data(), address.bytes_.data() + kV4Prefix.size()) != 1)
    return std::nullopt;
  std::copy(kV4Prefix.begin(), kV4Prefix.end(), address.bytes_.begin());
  return address;
}

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_v4())
    inet_ntop(AF_INET, bytes_.data() + kV4Prefix.size(), out.data(), out.size());
  else
    inet_ntop(AF_INET6, bytes_.data(), out.data(), out.size());
  return out.data();
}

bool Address::is_v4() const {
  return std::equal(kV4Prefix.begin(), kV4Prefix.end(), bytes_.begin());
}

bool Address::is_private() const {
  static const TrustedProxies networks =
      TrustedProxies::parse({std::begin(kPrivateNetworks), std::end(kPrivateNetworks)}).value();
  return networks.contains(*this);
}

std::optional<TrustedProxies::Network> TrustedProxies::network(std::string_view text) {
  const size_t slash = text.find('/');
  const auto base = Address::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  const unsigned widest = base->is_v4() ? 128 - kV4PrefixBits : 128;
  unsigned bits = widest;
  if (slash != std::string_view::npos) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + slash + 1, end, bits);
    if (read.ec != std::errc() || read.ptr != end || bits > widest) return std::nullopt;
  }
  return Network{*base, bits + (128 - widest)};
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
  TrustedProxies proxies;
  for (const std::string& text : networks) {
    const auto parsed = network(text);
    if (!parsed)
      return fail(ErrorCode::InvalidArgument,
                  "trusted proxy \"{}\": want an address or a network as in 192.0.2.0/24", text);
    proxies.networks_.push_back(*parsed);
  }
  return proxies;
}

TrustedProxies TrustedProxies::loopback() { return parse({"127.0.0.0/8", "::1"}).value(); }

bool TrustedProxies::contains(const Address& address) const {
  const auto matches = [&](const Network& network) {
    const size_t whole = network.bits / 8;
    if (std::memcmp(address.bytes().data(), network.base.bytes().data(), whole) != 0) return false;
    const unsigned rest = network.bits % 8;
    if (rest == 0) return true;
    const unsigned differ = address.bytes()[whole] ^ network.base.bytes()[whole];
    return (differ >> (8 - rest)) == 0;
  };
  return std::any_of(networks_.begin(), networks_.end(), matches);
}

std::string client_address(std::string_view peer, const Forwarding& forwarding,
                           const TrustedProxies& proxies) {
  auto client = Address::parse(peer);
  if (!client) return "";
  const bool plain_list = !forwarding.x_forwarded_for.empty();
  std::string_view rest = plain_list ? forwarding.x_forwarded_for : forwarding.forwarded;
  for (size_t hop = 0; hop < kHopsMax && !rest.empty() && proxies.contains(*client); ++hop) {
    const size_t comma = rest.rfind(',');
    const std::string_view last = comma == rest.npos ? rest : rest.substr(comma + 1);
    rest = comma == rest.npos ? std::string_view() : rest.substr(0, comma);
    const auto told = Address::parse(plain_list ? last : for_parameter(last));
    if (!told) break;
    client = told;
  }
  return client->text();
}

std::string told_address(const Forwarding& forwarding) {
  const bool plain_list = !forwarding.x_forwarded_for.empty();
  const std::string_view list = plain_list ? forwarding.x_forwarded_for : forwarding.forwarded;
  const std::string_view first = list.substr(0, list.find(','));
  const auto told = Address::parse(plain_list ? first : for_parameter(first));
  return told ? told->text() : "";
}

}  // namespace glassjar::ingest

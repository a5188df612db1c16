// The client's address, behind proxies too: forwarding headers are believed only as far as the
// owner's own proxies have written them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::ingest {

// An IPv4 or IPv6 address; IPv4 is kept in its IPv6-mapped form (RFC 4291 section 2.5.5.2), so
// that both kinds compare alike.
class Address {
 public:
  // Takes "192.0.2.1", "2001:db8::1" and the forms of forwarding headers: with a port, in
  // brackets. Nothing for anything else.
  static std::optional<Address> parse(std::string_view text);

  // The canonical text: IPv4 dotted, IPv6 as inet_ntop writes it.
  std::string text() const;
  const std::array<uint8_t, 16>& bytes() const { return bytes_; }
  bool is_v4() const;
  // Loopback, private, link-local, shared and unique-local ranges: not an address of the internet.
  bool is_private() const;
  bool operator==(const Address&) const = default;

 private:
  std::array<uint8_t, 16> bytes_{};
};

// Which peers are the owner's own proxies.
class TrustedProxies {
 public:
  // Each "192.0.2.0/24", "2001:db8::/32" or a single address. InvalidArgument names the bad one.
  static Result<TrustedProxies> parse(const std::vector<std::string>& networks);
  // 127.0.0.0/8 and ::1.
  static TrustedProxies loopback();
  bool contains(const Address& address) const;

 private:
  struct Network {
    Address base;
    unsigned bits = 128;
  };
  static std::optional<Network> network(std::string_view text);

  std::vector<Network> networks_;
};

// The forwarding headers of one request; empty where absent.
struct Forwarding {
  std::string_view x_forwarded_for;
  std::string_view forwarded;  // RFC 7239
};

// The rightmost address that is not a trusted proxy, read only if the peer is one; the canonical
// text of it. A header part that is no address ends the search at the proxy that passed it on.
// X-Forwarded-For goes before Forwarded.
std::string client_address(std::string_view peer, const Forwarding& forwarding,
                           const TrustedProxies& proxies);

// The leftmost address of the headers, as told by a sender who may tell any; empty for none.
std::string told_address(const Forwarding& forwarding);

}  // namespace glassjar::ingest

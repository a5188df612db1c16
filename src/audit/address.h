// Parts of http and https addresses, as far as an audit needs them (RFC 3986). Views point into the
// text they were asked about.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace glassjar::audit {

struct Address {
  std::string_view scheme;  // "https", as written
  std::string_view host;    // without port and user, as written; an IPv6 address with its brackets
  std::string_view port;    // empty if not written
  std::string_view path;    // from '/', empty if not written; without query
  std::string_view query;   // after '?', without fragment
};

// None unless it has a scheme, "//" and a host.
std::optional<Address> parse_address(std::string_view url);
// The host in lower case; empty for what is no address (data:, blob:, about:).
std::string host_of(std::string_view url);
// "https://host:port", lower case, the port only if written; empty for what is no address.
std::string origin_of(std::string_view url);
// The address without its fragment.
std::string_view without_fragment(std::string_view url);
// What `reference` means in a document at `base` (RFC 3986 section 5.2, without dot segments that
// climb above the root). Empty if neither is an address.
std::string resolve(std::string_view base, std::string_view reference);
// True for http and https.
bool is_web(std::string_view url);

}  // namespace glassjar::audit

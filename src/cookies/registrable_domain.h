// The registrable domain of a host by the Public Suffix List: what people call a site.
//
// The list is inside the binary, as a hash table made at build time
// (script/data/public_suffixes.mjs), so that nothing is read or built at start. It is
// https://publicsuffix.org/list/, MPL-2.0; both its sections count, as in browsers. The default
// rule is `*`: `localhost` is a suffix like any unlisted name, so a.localhost and b.localhost are
// two sites.
#pragma once

#include <string>
#include <string_view>

namespace glassjar::cookies {

// Both return a part of `host`, which is a host name without port: labels in UTF-8 or punycode,
// case of ASCII letters without regard, one final dot at most (which the result keeps).

// "example.co.uk" of "www.example.co.uk". Empty where there is none: a public suffix itself, an
// address, an empty label ("a..b", ".a"), an empty host.
std::string_view registrable_domain(std::string_view host);

// "co.uk" of "www.example.co.uk"; empty for an address or an ill-formed host.
std::string_view public_suffix(std::string_view host);

// The name under which a host's items are grouped: its registrable domain, or the host itself where
// it has none (an address, "localhost", "github.io").
std::string_view site_of(std::string_view host);

// Dotted IPv4, IPv6 with or without brackets.
bool is_ip_address(std::string_view host);

// Lower case, without a leading dot (of a cookie's domain) and a final one.
std::string normal_host(std::string_view host);

// The host of "https://www.example.org:8443/path", as it is written; empty if there is none.
std::string_view host_of_url(std::string_view url);

}  // namespace glassjar::cookies

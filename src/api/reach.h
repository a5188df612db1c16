// Reach: how a browser reaches this server, and whether it may be remembered there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

namespace glassjar::api {

struct Reach {
  bool https = false;
  std::string authority;  // host and port as the browser has them: "localhost:8080"
  std::string host;       // lower case, without port and brackets: "localhost"
};

// `public_url` ("https://stats.example.org"), if set, says how people reach this server: behind a
// proxy the request itself cannot tell. Otherwise TLS and the Host field do.
Reach reach_of(const net::Request& request, std::string_view public_url);

// "localhost", what ends in ".localhost", 127.0.0.0/8 and ::1: traffic that stays on the machine.
bool is_loopback(std::string_view host);

// Whether cookies of one host are first-party on pages of the other: equal, of one registrable
// domain by the public suffix list, or both loopback, as on a developer's machine.
bool is_same_site(std::string_view host, std::string_view other);

enum class CannotRemember : uint8_t { PlainHttp, NotSameSite };
std::string_view name(CannotRemember reason);  // "plain_http", "not_same_site"

// Why no cookie may be set for pages of that site; nothing when it may.
std::optional<CannotRemember> cannot_remember(const Reach& reach, std::string_view site_host);

}  // namespace glassjar::api

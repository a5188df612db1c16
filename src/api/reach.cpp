// Hosts, schemes and registrable domains (libpsl).
#include "api/reach.h"

#include <libpsl.h>

#include "base/ascii.h"
#include "base/check.h"

namespace glassjar::api {
namespace {

// RFC 3986 section 3.2.2: an IPv6 address stands in brackets.
std::string host_in(std::string_view authority) {
  if (authority.starts_with('[')) return lowered(authority.substr(1, authority.find(']') - 1));
  return lowered(authority.substr(0, authority.find(':')));
}

// The last label of an IPv4 address is a number; no host name ends so.
bool is_address(std::string_view host) {
  return host.find(':') != std::string_view::npos || (!host.empty() && is_digit(host.back()));
}

std::string_view registrable(const std::string& host) {
  if (is_address(host)) return {};
  const psl_ctx_t* list = psl_builtin();
  const char* domain = list ? psl_registrable_domain(list, host.c_str()) : nullptr;
  return domain ? std::string_view(domain) : std::string_view();
}

}  // namespace

Reach reach_of(const net::Request& request, std::string_view public_url) {
  Reach reach;
  if (public_url.empty()) {
    reach.https = request.tls;
    reach.authority = lowered(request.field("Host"));
  } else {
    reach.https = public_url.starts_with("https://");
    const size_t scheme = public_url.find("://");
    if (scheme != std::string_view::npos) public_url.remove_prefix(scheme + 3);
    reach.authority = lowered(public_url.substr(0, public_url.find('/')));
  }
  reach.host = host_in(reach.authority);
  return reach;
}

bool is_loopback(std::string_view host) {
  const bool is_v4 =
      host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host.ends_with(".localhost") || is_v4 || host == "::1";
}

bool is_same_site(std::string_view host, std::string_view other) {
  if (host.empty() || other.empty()) return false;
  const std::string a = lowered(host);
  const std::string b = lowered(other);
  if (a == b || (is_loopback(a) && is_loopback(b))) return true;
  const std::string_view domain = registrable(a);
  return !domain.empty() && domain == registrable(b);
}

std::string_view name(CannotRemember reason) {
  switch (reason) {
    case CannotRemember::PlainHttp:
      return "plain_http";
    case CannotRemember::NotSameSite:
      return "not_same_site";
  }
  CHECK(false);
}

std::optional<CannotRemember> cannot_remember(const Reach& reach, std::string_view site_host) {
  if (!reach.https && !is_loopback(reach.host)) return CannotRemember::PlainHttp;
  if (!is_same_site(reach.host, site_host)) return CannotRemember::NotSameSite;
  return std::nullopt;
}

}  // namespace glassjar::api

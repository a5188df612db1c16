// The steps of RFC 6265 sections 5.1.3, 5.1.4, 5.3 and 5.4, with those of RFC 6265bis section 5.7.
#include "cookies/cookie_jar.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "cookies/registrable_domain.h"

namespace glassjar::cookies {
namespace {

constexpr std::array<std::string_view, 11> kReasons = {
    "is not a cookie by the standard",
    "Domain is a public suffix",
    "Domain is not the host that set it, nor one above it",
    "Secure, but set over HTTP",
    "SameSite=None without Secure",
    "SameSite is Lax or Strict, but it was set in another site's page",
    "named __Secure-, but is not Secure",
    "named __Host-, but is not Secure with Path=/ and without Domain",
    "Partitioned without Secure",
    "would take the place of a Secure cookie over HTTP",
    "has no name, and a value that begins like a protected name",
};

bool begins_ignoring_case(std::string_view text, std::string_view prefix) {
  return equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// 5.7 steps 20 to 22: what a name promises.
std::optional<CookieRefusal> broken_promise(const SetCookie& cookie, const Item& item) {
  if (begins_ignoring_case(cookie.name, "__secure-") && !cookie.secure)
    return CookieRefusal::SecurePrefix;
  // NB: a Path that is absent is not "/", though the default path may be.
  if (begins_ignoring_case(cookie.name, "__host-") &&
      (!cookie.secure || !item.host_only || cookie.path != "/" || !cookie.domain.empty()))
    return CookieRefusal::HostPrefix;
  if (cookie.name.empty() && (begins_ignoring_case(cookie.value, "__secure-") ||
                              begins_ignoring_case(cookie.value, "__host-")))
    return CookieRefusal::NamelessPrefix;
  return std::nullopt;
}

// What RFC 6265bis adds to 5.3 and browsers enforce.
std::optional<CookieRefusal> refusal_by_bis(const SetCookie& cookie, const Item& item,
                                            const CookieRequest& request) {
  if (cookie.secure && !request.secure) return CookieRefusal::SecureOverHttp;
  if (cookie.same_site == SameSite::None && !cookie.secure)
    return CookieRefusal::SameSiteNoneInsecure;
  if (cookie.partitioned && !cookie.secure) return CookieRefusal::PartitionedInsecure;
  // An unset SameSite is judged as Lax, as Chromium does (5.6.7.2).
  if (request.cross_site && cookie.same_site != SameSite::None) return CookieRefusal::CrossSite;
  return broken_promise(cookie, item);
}

// 5.3 steps 4 to 6: sets the item's host and host_only.
std::optional<CookieRefusal> take_host(const SetCookie& cookie, const std::string& host,
                                       Item& item) {
  item.host = host;
  item.host_only = true;
  if (cookie.domain.empty()) return std::nullopt;
  if (public_suffix(cookie.domain).size() == cookie.domain.size())
    return cookie.domain == host ? std::nullopt : std::optional(CookieRefusal::PublicSuffix);
  if (!domain_matches(host, cookie.domain)) return CookieRefusal::DomainMismatch;
  item.host = cookie.domain;
  item.host_only = false;
  return std::nullopt;
}

bool is_same_place(const Item& a, const Item& b, Edition edition) {
  return a.name == b.name && a.host == b.host && a.path == b.path &&
         (edition == Edition::Rfc6265 || a.host_only == b.host_only);
}

// 6265bis 5.7 step 17: whether a cookie set over HTTP would stand before, or in the place of, a
// Secure one of the same name.
bool shadows(const Item& cookie, const Item& old) {
  return old.secure && old.name == cookie.name &&
         (domain_matches(cookie.host, old.host) || domain_matches(old.host, cookie.host)) &&
         path_matches(cookie.path, old.path);
}

bool has_expired(const Item& cookie, TimePoint now) {
  return cookie.expires && *cookie.expires <= now;
}

// 5.4 step 1.
bool goes_with(const Item& cookie, const CookieRequest& request, std::string_view path) {
  const std::string host = normal_host(request.host);
  if (cookie.host_only ? cookie.host != host : !domain_matches(host, cookie.host)) return false;
  if (!path_matches(path, cookie.path)) return false;
  if (cookie.secure && !request.secure) return false;
  return !request.cross_site || cookie.same_site == SameSite::None;
}

std::string_view without_query(std::string_view path) {
  return path.substr(0, path.find_first_of("?#"));
}

}  // namespace

std::string_view reason_of(CookieRefusal refusal) { return kReasons[static_cast<size_t>(refusal)]; }

bool domain_matches(std::string_view host, std::string_view domain) {
  if (host == domain) return true;
  return !domain.empty() && host.size() > domain.size() && host.ends_with(domain) &&
         host[host.size() - domain.size() - 1] == '.' && !is_ip_address(host);
}

bool path_matches(std::string_view path, std::string_view cookie_path) {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.ends_with('/') ||
         path[cookie_path.size()] == '/';
}

std::string default_path(std::string_view request_path) {
  const std::string_view path = without_query(request_path);
  const size_t last_slash = path.rfind('/');
  if (!path.starts_with('/') || last_slash == 0) return "/";
  return std::string(path.substr(0, last_slash));
}

Judged judge_set_cookie(std::string_view header, const CookieRequest& request, TimePoint now,
                        Edition edition) {
  const auto cookie = parse_set_cookie(header, edition);
  if (!cookie) return {std::nullopt, CookieRefusal::Malformed};
  Item item;
  auto refusal = take_host(*cookie, normal_host(request.host), item);
  if (!refusal && edition == Edition::Rfc6265bis) refusal = refusal_by_bis(*cookie, item, request);
  if (refusal) return {std::nullopt, refusal};
  item.store = Store::Cookie;
  item.name = cookie->name;
  item.value = cookie->value;
  item.bytes = cookie->value.size();
  item.path = cookie->path.empty() ? default_path(request.path) : cookie->path;
  item.secure = cookie->secure;
  item.http_only = cookie->http_only;
  item.same_site = cookie->same_site;
  item.set_by = SetBy::Header;
  item.created = now;
  item.last_used = now;
  item.expires = expiry_of(*cookie, now, edition);
  item.persistent = item.expires.has_value();
  return {std::move(item), std::nullopt};
}

std::optional<CookieRefusal> CookieJar::set(std::string_view header, const CookieRequest& request,
                                            TimePoint now) {
  Judged judged = judge_set_cookie(header, request, now, edition_);
  if (judged.refusal) return judged.refusal;
  Item& cookie = *judged.cookie;
  if (edition_ == Edition::Rfc6265bis && !request.secure &&
      std::any_of(cookies_.begin(), cookies_.end(),
                  [&](const Item& old) { return shadows(cookie, old); }))
    return CookieRefusal::OverwritesSecure;
  const auto old = std::find_if(cookies_.begin(), cookies_.end(), [&](const Item& each) {
    return is_same_place(each, cookie, edition_);
  });
  if (old == cookies_.end()) {
    if (!has_expired(cookie, now)) cookies_.push_back(std::move(cookie));
    return std::nullopt;
  }
  cookie.created = old->created;  // 5.3 step 11.3
  if (has_expired(cookie, now))
    cookies_.erase(old);
  else
    *old = std::move(cookie);
  return std::nullopt;
}

std::vector<Item> CookieJar::cookies_for(const CookieRequest& request, TimePoint now) {
  std::erase_if(cookies_, [&](const Item& each) { return has_expired(each, now); });
  const std::string_view path = without_query(request.path);
  std::vector<Item> out;
  for (Item& cookie : cookies_) {
    if (!goes_with(cookie, request, path)) continue;
    cookie.last_used = now;  // 5.4 step 3
    out.push_back(cookie);
  }
  // 5.4 step 2: longer paths first, then the older; `cookies_` is in the order of creation.
  std::stable_sort(out.begin(), out.end(),
                   [](const Item& a, const Item& b) { return a.path.size() > b.path.size(); });
  return out;
}

std::string CookieJar::header_for(const CookieRequest& request, TimePoint now) {
  std::string out;
  for (const Item& cookie : cookies_for(request, now)) {
    if (!out.empty()) out += "; ";
    if (!cookie.name.empty()) out += cookie.name + "=";
    out += *cookie.value;
  }
  return out;
}

}  // namespace glassjar::cookies

// What a browser does with Set-Cookie: keeps it or refuses it, and sends it back (RFC 6265
// sections 5.3 and 5.4, with RFC 6265bis's prefixes, SameSite and size rules).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "cookies/item.h"
#include "cookies/set_cookie.h"

namespace glassjar::cookies {

// A request, as far as cookies are concerned.
struct CookieRequest {
  std::string host;  // lower case
  std::string path = "/";
  bool secure = false;      // over HTTPS, or to a loopback host
  bool cross_site = false;  // a subresource of, or a frame in, a page of another site
};

enum class CookieRefusal : uint8_t {
  Malformed,             // parse_set_cookie gave nothing
  PublicSuffix,          // Domain is a public suffix that is not the host itself
  DomainMismatch,        // the host is not Domain nor below it
  SecureOverHttp,        // Secure, but the request was not
  SameSiteNoneInsecure,  // SameSite=None without Secure
  CrossSite,             // Lax or Strict in a cross-site request that is no navigation
  SecurePrefix,          // __Secure- without Secure
  HostPrefix,            // __Host- without Secure and Path=/, or with Domain
  PartitionedInsecure,   // Partitioned without Secure
  OverwritesSecure,      // over HTTP, in the place of a Secure cookie
  NamelessPrefix,        // without a name, the value beginning with __Secure- or __Host-
};
// "Domain is a public suffix": ends a sentence that begins with the cookie's name.
std::string_view reason_of(CookieRefusal refusal);

// The cookie as an item of Store::Cookie with created, expires, host, host_only, path and all flags
// set, or why a browser refuses it.
struct Judged {
  std::optional<Item> cookie;
  std::optional<CookieRefusal> refusal;
};
Judged judge_set_cookie(std::string_view header, const CookieRequest& request, TimePoint now,
                        Edition edition = Edition::Rfc6265bis);

// RFC 6265 sections 5.1.3 and 5.1.4. `path` is the request's, without query.
bool domain_matches(std::string_view host, std::string_view domain);
bool path_matches(std::string_view path, std::string_view cookie_path);
std::string default_path(std::string_view request_path);

// The cookies of one person, in memory.
class CookieJar {
 public:
  explicit CookieJar(Edition edition = Edition::Rfc6265bis) : edition_(edition) {}

  // Keeps, replaces or (expired) removes; the refusal if the header was not taken.
  std::optional<CookieRefusal> set(std::string_view header, const CookieRequest& request,
                                   TimePoint now);
  // Those that go with a request, in the order of section 5.4 step 2; marks them used.
  std::vector<Item> cookies_for(const CookieRequest& request, TimePoint now);
  // "a=1; b=2": section 5.4 step 4.
  std::string header_for(const CookieRequest& request, TimePoint now);

  std::span<const Item> all() const { return cookies_; }

 private:
  Edition edition_;
  std::vector<Item> cookies_;
};

}  // namespace glassjar::cookies

// Any bytes as a Set-Cookie header: what is kept is within the stated sizes and is sent back as it
// came.
#include "cookies/cookie_date.h"
#include "cookies/cookie_jar.h"
#include "cookies/registrable_domain.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar;
  using namespace glassjar::cookies;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const TimePoint now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
  if (const auto time = parse_cookie_date(text); time && *time < TimePoint(days(-200'000)))
    __builtin_trap();
  const CookieRequest request{.host = "www.example.org", .path = "/a/b", .secure = true};
  CookieJar jar;
  jar.set(text, request, now);
  for (const Item& cookie : jar.all()) {
    if (cookie.name.size() + cookie.value->size() > kNameAndValueBytesMax) __builtin_trap();
    if (cookie.expires && *cookie.expires > now + kMaxAgeMax) __builtin_trap();
    if (!domain_matches("www.example.org", cookie.host) || site_of(cookie.host) != "example.org")
      __builtin_trap();
    if (!cookie.path.starts_with('/')) __builtin_trap();
  }
  CookieJar old(Edition::Rfc6265);
  old.set(text, request, now);
  old.header_for(request, now);
  return 0;
}

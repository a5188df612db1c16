// Reads a Set-Cookie header (RFC 6265 section 5.2, with the changes of RFC 6265bis, section 5.6
// of draft-ietf-httpbis-rfc6265bis).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "cookies/item.h"

namespace glassjar::cookies {

inline constexpr size_t kNameAndValueBytesMax = 4096;  // 6265bis 5.6 step 5
inline constexpr size_t kAttributeBytesMax = 1024;     // 6265bis 5.6, attribute values
inline constexpr seconds kMaxAgeMax = days(400);       // 6265bis 5.6.1 and 5.6.2

// Which standard: RFC 6265 of 2011, or its revision, which is what browsers do today. They differ
// in nameless cookies, control characters, sizes, an empty Domain, prefixes, SameSite and the
// longest life.
enum class Edition : uint8_t { Rfc6265, Rfc6265bis };

// A header as it is written, before the rules of the storage model (cookie_jar.h).
struct SetCookie {
  std::string name;  // may be empty: 6265bis takes nameless cookies
  std::string value;
  std::string domain;  // lower case, without a leading dot; empty if absent
  std::string path;    // empty if absent or not beginning with '/': the default path then
  std::optional<TimePoint> expires;
  std::optional<seconds> max_age;  // zero or less: at once
  SameSite same_site = SameSite::Unset;
  bool secure = false;
  bool http_only = false;
  bool partitioned = false;
};

// Empty where the standard ignores the header as a whole: a control character, name and value both
// empty, both together over kNameAndValueBytesMax; for RFC 6265 only an empty name.
std::optional<SetCookie> parse_set_cookie(std::string_view header,
                                          Edition edition = Edition::Rfc6265bis);

// When the cookie ends: Max-Age goes before Expires; RFC 6265bis lets neither lie later than
// kMaxAgeMax from `now`. Empty for a session cookie.
std::optional<TimePoint> expiry_of(const SetCookie& cookie, TimePoint now,
                                   Edition edition = Edition::Rfc6265bis);

}  // namespace glassjar::cookies

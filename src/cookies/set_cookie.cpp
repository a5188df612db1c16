// The steps of RFC 6265 section 5.2 as RFC 6265bis section 5.6 has them.
#include "cookies/set_cookie.h"

#include <algorithm>
#include <limits>

#include "base/ascii.h"
#include "cookies/cookie_date.h"

namespace glassjar::cookies {
namespace {

// Cookies are bounded by kNameAndValueBytesMax, attributes one by one; this bounds their number.
constexpr size_t kHeaderBytesMax = 64 * 1024;

// 6265bis 5.6 step 1: %x00-08 / %x0A-1F / %x7F.
bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return (code < 0x20 && c != '\t') || code == 0x7f;
  });
}

// 5.2.2: "-"? DIGITs, else the attribute is ignored. Any number beyond the range is its end.
std::optional<seconds> parse_max_age(std::string_view text) {
  constexpr int64_t kEnd = std::numeric_limits<int32_t>::max();
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = std::min(value * 10 + (c - '0'), kEnd);
  }
  return seconds(is_negative ? -value : value);
}

SameSite parse_same_site(std::string_view text) {
  const std::string value = lowered(text);
  if (value == "none") return SameSite::None;
  if (value == "lax") return SameSite::Lax;
  if (value == "strict") return SameSite::Strict;
  return SameSite::Unset;
}

// 5.2.3. NB: RFC 6265 ignores an empty Domain; RFC 6265bis takes it for "no Domain".
void take_domain(std::string_view value, Edition edition, SetCookie& cookie) {
  if (value.empty() && edition == Edition::Rfc6265) return;
  if (value.starts_with('.')) value.remove_prefix(1);
  cookie.domain = lowered(value);
}

// 5.2.1 to 5.2.6; of attributes that come twice the last counts (5.3).
void take_attribute(std::string_view name, std::string_view value, Edition edition,
                    SetCookie& cookie) {
  if (value.size() > kAttributeBytesMax && edition == Edition::Rfc6265bis) return;
  const std::string attribute = lowered(name);
  if (attribute == "expires") {
    if (const auto time = parse_cookie_date(value)) cookie.expires = time;
  } else if (attribute == "max-age") {
    if (const auto age = parse_max_age(value)) cookie.max_age = age;
  } else if (attribute == "domain") {
    take_domain(value, edition, cookie);
  } else if (attribute == "path") {
    cookie.path = value.starts_with('/') ? std::string(value) : std::string();
  } else if (attribute == "secure") {
    cookie.secure = true;
  } else if (attribute == "httponly") {
    cookie.http_only = true;
  } else if (attribute == "samesite" && edition == Edition::Rfc6265bis) {
    cookie.same_site = parse_same_site(value);
  } else if (attribute == "partitioned" && edition == Edition::Rfc6265bis) {
    cookie.partitioned = true;
  }
}

// Steps 3 to 5 of section 5.6, or steps 2 to 5 of section 5.2.
bool take_name_and_value(std::string_view pair, Edition edition, SetCookie& cookie) {
  const size_t equals = pair.find('=');
  std::string_view name;
  std::string_view value = pair;
  if (equals != std::string_view::npos) {
    name = trimmed(pair.substr(0, equals));
    value = pair.substr(equals + 1);
  }
  value = trimmed(value);
  if (edition == Edition::Rfc6265 ? name.empty() : name.empty() && value.empty()) return false;
  if (name.size() + value.size() > kNameAndValueBytesMax && edition == Edition::Rfc6265bis)
    return false;
  cookie.name = std::string(name);
  cookie.value = std::string(value);
  return true;
}

}  // namespace

std::optional<SetCookie> parse_set_cookie(std::string_view header, Edition edition) {
  if (header.size() > kHeaderBytesMax) return std::nullopt;
  if (edition == Edition::Rfc6265bis && has_control_character(header)) return std::nullopt;
  SetCookie cookie;
  if (!take_name_and_value(cut_until(header, ';'), edition, cookie)) return std::nullopt;
  while (!header.empty()) {
    std::string_view value = cut_until(header, ';');
    const std::string_view name = cut_until(value, '=');
    take_attribute(trimmed(name), trimmed(value), edition, cookie);
  }
  return cookie;
}

std::optional<TimePoint> expiry_of(const SetCookie& cookie, TimePoint now, Edition edition) {
  std::optional<TimePoint> expiry = cookie.expires;
  // "If delta-seconds is less than or equal to zero, let expiry-time be the earliest
  // representable."
  if (cookie.max_age) expiry = *cookie.max_age <= seconds(0) ? TimePoint() : now + *cookie.max_age;
  if (expiry && edition == Edition::Rfc6265bis) expiry = std::min(*expiry, now + kMaxAgeMax);
  return expiry;
}

}  // namespace glassjar::cookies

// The text of Set-Cookie and Cookie headers: taking recorded headers apart, and writing the header
// that would set a cookie of which only the fields are known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/observation.h"

namespace glassjar::audit {

struct CookieFields {
  std::string name;
  std::string value;
  std::string path;
  std::string domain;  // empty: host only
  std::string same_site;
  std::optional<TimePoint> expires;
  bool secure = false;
  bool http_only = false;
};

std::string set_cookie_line(const CookieFields& fields);

// The lines of a recorded field: browsers write several Set-Cookie headers as one, a line each.
std::vector<std::string_view> split_set_cookie(std::string_view field);

// "a=1; b=2" as pairs; at most kSentCookiesMax of them.
std::vector<NameValue> parse_cookie_header(std::string_view header);
inline constexpr size_t kSentCookiesMax = 500;

// "Tue, 26 Jan 2016 21:21:09 GMT" (RFC 9110 section 5.6.7).
std::string http_date(TimePoint time);

}  // namespace glassjar::audit

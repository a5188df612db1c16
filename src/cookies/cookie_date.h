// Dates in Set-Cookie, as servers really write them (RFC 6265 section 5.1.1).
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace glassjar::cookies {

// Empty where the algorithm fails: a part is missing or out of its range.
std::optional<TimePoint> parse_cookie_date(std::string_view text);

}  // namespace glassjar::cookies

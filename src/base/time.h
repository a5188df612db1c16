// The time types every room shares: instants in microseconds UTC, and civil days.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// An instant, microseconds since 1970-01-01T00:00:00Z.
using TimePoint = std::chrono::sys_time<microseconds>;
// A calendar day of some site's zone, without saying which.
using LocalDay = std::chrono::local_days;
// A wall-clock time of some site's zone.
using LocalTime = std::chrono::local_time<microseconds>;

// "2026-11-21T20:15:00Z"; fractions of a second are cut.
std::string to_iso(TimePoint time);
// "2026-11-21"
std::string to_iso(LocalDay day);
// Reads "YYYY-MM-DD"; InvalidArgument for anything else, impossible dates included.
Result<LocalDay> parse_day(std::string_view text);
// Reads RFC 3339 with `Z` or an offset, seconds and fraction optional.
Result<TimePoint> parse_time(std::string_view text);

}  // namespace glassjar

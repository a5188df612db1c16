// Printing and reading of the shared time types (RFC 3339 section 5.6).
#include "base/time.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace glassjar {
namespace {

// Reads exactly `digits` decimal digits from the front of `text` and removes them.
bool take_number(std::string_view& text, size_t digits, int& out) {
  if (text.size() < digits) return false;
  if (!std::all_of(text.begin(), text.begin() + digits, is_digit)) return false;
  if (std::from_chars(text.data(), text.data() + digits, out).ec != std::errc()) return false;
  text.remove_prefix(digits);
  return true;
}

bool take_char(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

bool take_day(std::string_view& text, std::chrono::year_month_day& out) {
  int y = 0;
  int m = 0;
  int d = 0;
  if (!take_number(text, 4, y) || !take_char(text, '-') || !take_number(text, 2, m) ||
      !take_char(text, '-') || !take_number(text, 2, d))
    return false;
  out = std::chrono::year(y) / std::chrono::month(static_cast<unsigned>(m)) /
        std::chrono::day(static_cast<unsigned>(d));
  return out.ok();
}

// Fraction digits after the point; those beyond microseconds are read and cut.
bool take_fraction(std::string_view& text, microseconds& out) {
  int64_t value = 0;
  int digits = 0;
  while (!text.empty() && is_digit(text.front())) {
    if (digits < 6) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return false;
  for (int i = digits; i < 6; ++i) value *= 10;
  out = microseconds(value);
  return true;
}

bool take_offset(std::string_view& text, minutes& out) {
  if (take_char(text, 'Z') || take_char(text, 'z')) return true;
  const bool west = !text.empty() && text.front() == '-';
  if (!take_char(text, '-') && !take_char(text, '+')) return false;
  int h = 0;
  int m = 0;
  if (!take_number(text, 2, h) || !take_char(text, ':') || !take_number(text, 2, m)) return false;
  if (h > 23 || m > 59) return false;
  out = hours(h) + minutes(m);
  if (west) out = -out;
  return true;
}

}  // namespace

std::string to_iso(LocalDay day) {
  const std::chrono::year_month_day ymd(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string to_iso(TimePoint time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<seconds>(time - day));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_iso(LocalDay(day.time_since_epoch())),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

Result<LocalDay> parse_day(std::string_view text) {
  std::string_view rest = text;
  std::chrono::year_month_day ymd;
  if (!take_day(rest, ymd) || !rest.empty())
    return fail(ErrorCode::InvalidArgument, "read the date \"{}\": want YYYY-MM-DD", text);
  return LocalDay(ymd);
}

Result<TimePoint> parse_time(std::string_view text) {
  std::string_view rest = text;
  std::chrono::year_month_day ymd;
  int h = 0;
  int m = 0;
  int s = 0;
  microseconds fraction(0);
  minutes offset(0);
  bool ok = take_day(rest, ymd) && (take_char(rest, 'T') || take_char(rest, ' ')) &&
            take_number(rest, 2, h) && take_char(rest, ':') && take_number(rest, 2, m);
  if (ok && take_char(rest, ':')) ok = take_number(rest, 2, s);
  if (ok && take_char(rest, '.')) ok = take_fraction(rest, fraction);
  ok = ok && take_offset(rest, offset) && rest.empty() && h < 24 && m < 60 && s < 61;
  if (!ok)
    return fail(ErrorCode::InvalidArgument,
                "read the time \"{}\": want RFC 3339, as in 2026-11-21T20:15:00Z", text);
  const std::chrono::sys_days day(ymd);
  return TimePoint(day) + hours(h) + minutes(m) + seconds(s) + fraction - offset;
}

}  // namespace glassjar

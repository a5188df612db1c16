// The steps of RFC 6265 section 5.1.1, by their numbers.
#include "cookies/cookie_date.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace glassjar::cookies {
namespace {

// Longer texts than any real date are not read on.
constexpr size_t kDateBytesMax = 256;

struct Fields {
  std::optional<int> hour, minute, second, day, month, year;
};

// delimiter = %x09 / %x20-2F / %x3B-40 / %x5B-60 / %x7B-7E
bool is_delimiter(char c) {
  return c == '\t' || (c >= ' ' && c <= '/') || (c >= ';' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

// Takes `min` to `max` digits off the text; empty if there are fewer or more of them.
std::optional<int> take_number(std::string_view& text, size_t min, size_t max) {
  size_t count = 0;
  int value = 0;
  while (count < text.size() && is_digit(text[count])) {
    if (count == max) return std::nullopt;
    value = value * 10 + (text[count++] - '0');
  }
  if (count < min) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

// time = hms-time ( non-digit *OCTET )
bool take_time(std::string_view token, Fields& fields) {
  const auto hour = take_number(token, 1, 2);
  if (!hour || !token.starts_with(':')) return false;
  token.remove_prefix(1);
  const auto minute = take_number(token, 1, 2);
  if (!minute || !token.starts_with(':')) return false;
  token.remove_prefix(1);
  const auto second = take_number(token, 1, 2);
  if (!second) return false;
  fields.hour = hour;
  fields.minute = minute;
  fields.second = second;
  return true;
}

std::optional<int> month_of(std::string_view token) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto* const found = std::find(kMonths.begin(), kMonths.end(), lowered(token.substr(0, 3)));
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<int>(found - kMonths.begin()) + 1;
}

// Step 2: the first of time, day of month, month and year that the token can be.
void read_token(std::string_view token, Fields& fields) {
  if (!fields.hour && take_time(token, fields)) return;
  std::string_view rest = token;
  if (!fields.day) {
    fields.day = take_number(rest, 1, 2);
    if (fields.day) return;
  }
  if (!fields.month) {
    fields.month = month_of(token);
    if (fields.month) return;
  }
  rest = token;
  if (!fields.year) fields.year = take_number(rest, 2, 4);
}

}  // namespace

std::optional<TimePoint> parse_cookie_date(std::string_view text) {
  text = text.substr(0, kDateBytesMax);
  Fields fields;
  while (!text.empty()) {  // step 1: the tokens between delimiters
    const auto* const end = std::find_if(text.begin(), text.end(), is_delimiter);
    const auto length = static_cast<size_t>(end - text.begin());
    if (length > 0) read_token(text.substr(0, length), fields);
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  if (!fields.hour || !fields.day || !fields.month || !fields.year) return std::nullopt;
  int year = *fields.year;
  if (year >= 70 && year <= 99) year += 1900;  // step 3
  if (year >= 0 && year <= 69) year += 2000;   // step 4
  if (year < 1601 || *fields.hour > 23 || *fields.minute > 59 || *fields.second > 59)
    return std::nullopt;  // step 5
  const std::chrono::year_month_day day{std::chrono::year(year),
                                        std::chrono::month(static_cast<unsigned>(*fields.month)),
                                        std::chrono::day(static_cast<unsigned>(*fields.day))};
  if (!day.ok()) return std::nullopt;  // steps 5 and 6
  return std::chrono::sys_days(day) + hours(*fields.hour) + minutes(*fields.minute) +
         seconds(*fields.second);
}

}  // namespace glassjar::cookies

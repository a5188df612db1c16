// Joining and splitting of cookie headers.
#include "audit/set_cookie_line.h"

#include <fmt/core.h>

#include "base/ascii.h"

namespace glassjar::audit {
namespace {

// Calls `each` for every part between separators.
template <class Each>
void split(std::string_view text, char separator, Each each) {
  for (;;) {
    const size_t end = text.find(separator);
    each(trimmed(text.substr(0, end), " \t\r"));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string http_date(TimePoint time) {
  using namespace std::chrono;
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[weekday(day).c_encoding()],
                     unsigned(date.day()), kMonths[unsigned(date.month()) - 1], int(date.year()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string set_cookie_line(const CookieFields& fields) {
  std::string line = fields.name + "=" + fields.value;
  if (!fields.domain.empty()) line += "; Domain=" + fields.domain;
  if (!fields.path.empty()) line += "; Path=" + fields.path;
  if (fields.expires) line += "; Expires=" + http_date(*fields.expires);
  if (fields.secure) line += "; Secure";
  if (fields.http_only) line += "; HttpOnly";
  if (!fields.same_site.empty()) line += "; SameSite=" + fields.same_site;
  return line;
}

std::vector<std::string_view> split_set_cookie(std::string_view field) {
  std::vector<std::string_view> lines;
  split(field, '\n', [&](std::string_view line) {
    if (!line.empty()) lines.push_back(line);
  });
  return lines;
}

std::vector<NameValue> parse_cookie_header(std::string_view header) {
  std::vector<NameValue> cookies;
  split(header, ';', [&](std::string_view pair) {
    if (pair.empty() || cookies.size() >= kSentCookiesMax) return;
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos)
      cookies.emplace_back("", pair);
    else
      cookies.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  });
  return cookies;
}

}  // namespace glassjar::audit

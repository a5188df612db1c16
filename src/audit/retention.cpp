// How long something stays, in the words of declared lists.
#include <fmt/core.h>

#include <charconv>
#include <cmath>

#include "audit/address.h"
#include "audit/declared.h"
#include "base/ascii.h"

namespace glassjar::audit {
namespace {

struct Unit {
  std::string_view word;
  seconds length;
};
// A month is a twelfth of a year of 365 days, so that 12 months are a year.
constexpr Unit kUnits[] = {{"year", days(365)},   {"month", seconds(days(365)) / 12},
                           {"week", days(7)},     {"day", days(1)},
                           {"hour", hours(1)},    {"minute", minutes(1)},
                           {"second", seconds(1)}};

const Unit* unit_of(std::string_view word) {
  for (const Unit& unit : kUnits)
    if (word.starts_with(unit.word)) return &unit;
  if (word.starts_with("min")) return &kUnits[5];
  if (word.starts_with("sec")) return &kUnits[6];
  return nullptr;
}

}  // namespace

std::optional<seconds> parse_retention(std::string_view words) {
  constexpr double kSecondsMax = 1e11;
  const std::string text = lowered(words);
  double total = 0;
  bool any = false;
  size_t at = 0;
  while ((at = text.find_first_of("0123456789", at)) != std::string::npos) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (error != std::errc()) break;
    at = static_cast<size_t>(end - text.data());
    const size_t word = text.find_first_not_of(" -", at);
    if (word == std::string::npos) break;
    const Unit* unit = unit_of(std::string_view(text).substr(word));
    if (unit == nullptr) continue;
    total += number * static_cast<double>(unit->length.count());
    any = true;
  }
  if (any && total < kSecondsMax) return seconds(std::llround(total));
  if (!any && text.find("session") != std::string::npos) return seconds(0);
  return std::nullopt;
}

std::string retention_in_words(std::optional<seconds> lifetime) {
  constexpr double kTolerance = 0.05;
  if (!lifetime) return "session";
  const auto length = static_cast<double>(lifetime->count());
  if (length <= 0) return "at once";
  for (const Unit& unit : kUnits) {
    const double count = length / static_cast<double>(unit.length.count());
    const double whole = std::round(count);
    const bool round = whole >= 1 && std::abs(count - whole) <= kTolerance * count;
    if (round || unit.word == "second")
      return fmt::format("{:.0f} {}{}", whole, unit.word, whole == 1 ? "" : "s");
  }
  return "session";
}

}  // namespace glassjar::audit

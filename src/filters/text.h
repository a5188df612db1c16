// Characters of URLs and hosts as filter lists tell them apart.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/ascii.h"

namespace glassjar::filters {

// What may stand at both ends of a line.
inline constexpr std::string_view kBlanks = " \t\r";

namespace character {
enum Class : uint8_t { kToken = 1, kHost = 2, kSeparator = 4 };

constexpr std::array<uint8_t, 256> classes() {
  std::array<uint8_t, 256> table{};
  for (size_t byte = 0; byte < table.size(); ++byte) {
    const char c = static_cast<char>(byte);
    const bool lower_or_digit = is_lower(c) || is_digit(c);
    const bool joins = c == '_' || c == '-' || c == '.';
    if (lower_or_digit || c == '%') table[byte] |= kToken;
    if (lower_or_digit || joins) table[byte] |= kHost;
    if (byte < 0x80 && !is_letter_or_digit(c) && !joins && c != '%') table[byte] |= kSeparator;
  }
  return table;
}
inline constexpr std::array<uint8_t, 256> kClasses = classes();

constexpr bool is(char c, Class wanted) {
  return (kClasses[static_cast<uint8_t>(c)] & wanted) != 0;
}
}  // namespace character

// Of what tokens are made, in lower-case text.
constexpr bool is_token_char(char c) { return character::is(c, character::kToken); }
// Lower case only.
constexpr bool is_host_char(char c) { return character::is(c, character::kHost); }
// What "^" stands for: anything but a letter, a digit, "_", "-", ".", "%"; never beyond ASCII.
constexpr bool is_separator(char c) { return character::is(c, character::kSeparator); }

}  // namespace glassjar::filters

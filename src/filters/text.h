// Characters of URLs and hosts as filter lists tell them apart, and small cuts of text.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace glassjar::filters {

constexpr char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_char(c);
  return lower;
}

constexpr std::string_view trim(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Cuts the text before the first `separator` off `rest` and returns it; all of it without one.
constexpr std::string_view cut_until(std::string_view& rest, char separator) {
  const size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

namespace character {
enum Class : uint8_t { kToken = 1, kHost = 2, kSeparator = 4 };

constexpr std::array<uint8_t, 256> classes() {
  std::array<uint8_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool upper = c >= 'A' && c <= 'Z';
    const bool joins = c == '_' || c == '-' || c == '.';
    if (alphanumeric || c == '%') table[static_cast<size_t>(c)] |= kToken;
    if (alphanumeric || joins) table[static_cast<size_t>(c)] |= kHost;
    if (c < 0x80 && !alphanumeric && !upper && !joins && c != '%')
      table[static_cast<size_t>(c)] |= kSeparator;
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

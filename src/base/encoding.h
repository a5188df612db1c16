// Text forms of bytes: hexadecimal and base64url (RFC 4648 sections 8 and 5, no padding), and
// percent-encoding (RFC 3986 section 2.1).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"

namespace glassjar {

std::string to_hex(std::span<const uint8_t> bytes);
std::string to_hex(uint64_t value);  // always 16 digits
std::optional<std::vector<uint8_t>> from_hex(std::string_view text);
std::optional<uint64_t> u64_from_hex(std::string_view text);  // 1 to 16 digits

std::string to_base64url(std::span<const uint8_t> bytes);
// Empty for any character outside the alphabet, padding included.
std::optional<std::vector<uint8_t>> from_base64url(std::string_view text);

// The byte that the "%41" at the beginning of the text stands for; empty where none begins.
inline std::optional<uint8_t> percent_encoded_byte(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return std::nullopt;
  const int high = hex_value(text[1]);
  const int low = hex_value(text[2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<uint8_t>(high << 4 | low);
}
// Every "%41" as the byte it stands for; a '%' that begins none stays.
std::string percent_decoded(std::string_view text);

inline std::span<const uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace glassjar

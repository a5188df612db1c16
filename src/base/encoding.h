// Text forms of bytes: hexadecimal and base64url (RFC 4648 sections 8 and 5, no padding).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glassjar {

std::string to_hex(std::span<const uint8_t> bytes);
std::string to_hex(uint64_t value);  // always 16 digits
std::optional<std::vector<uint8_t>> from_hex(std::string_view text);
std::optional<uint64_t> u64_from_hex(std::string_view text);  // 1 to 16 digits

std::string to_base64url(std::span<const uint8_t> bytes);
// Empty for any character outside the alphabet, padding included.
std::optional<std::vector<uint8_t>> from_base64url(std::string_view text);

inline std::span<const uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace glassjar

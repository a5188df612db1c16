// Hexadecimal and base64url by libsodium's codecs; percent-encoding in one pass.
#include "base/encoding.h"

#include <fmt/core.h>
#include <sodium.h>

#include <charconv>

namespace glassjar {

std::string to_hex(std::span<const uint8_t> bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

std::string to_hex(uint64_t value) { return fmt::format("{:016x}", value); }

std::optional<std::vector<uint8_t>> from_hex(std::string_view text) {
  std::vector<uint8_t> out(text.size() / 2);
  if (text.empty()) return out;  // libsodium's pointers may not be null
  size_t length = 0;
  const char* end = nullptr;
  if (text.size() % 2 != 0 ||
      sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end) !=
          0 ||
      length != out.size())
    return std::nullopt;
  return out;
}

std::optional<uint64_t> u64_from_hex(std::string_view text) {
  uint64_t value = 0;
  if (text.empty() || text.size() > 16) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string to_base64url(std::span<const uint8_t> bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), kVariant);
  out.pop_back();
  return out;
}

std::optional<std::vector<uint8_t>> from_base64url(std::string_view text) {
  std::vector<uint8_t> out(text.size() * 3 / 4 + 1);
  size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  out.resize(length);
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = percent_encoded_byte(text.substr(at));
    out.push_back(byte ? static_cast<char>(*byte) : text[at]);
    if (byte) at += 2;
  }
  return out;
}

}  // namespace glassjar

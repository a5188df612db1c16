// Varint: whole numbers in as few bytes as they need (LEB128), shared by the formats of this room.
//
// Seven bits a byte, lowest first; the top bit says that more follow. Signed numbers are zigzagged
// first, so that small negative ones stay short. Only the shortest form is read back.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace glassjar::storage {

constexpr size_t kVarintBytesMax = 10;

// Writes at `out`, which has room for kVarintBytesMax, and returns the place behind.
inline char* put_varint(char* out, uint64_t value) {
  while (value >= 0x80) {
    *out++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *out++ = static_cast<char>(value);
  return out;
}

// Takes a number off the front of `in`; nothing if there is none in its shortest form.
inline std::optional<uint64_t> take_varint(std::string_view& in) {
  uint64_t value = 0;
  for (size_t i = 0; i < in.size() && i < kVarintBytesMax; ++i) {
    const uint64_t byte = static_cast<unsigned char>(in[i]);
    const bool overflows = i == kVarintBytesMax - 1 && byte > 1;
    const bool padded = i > 0 && byte == 0;
    if (overflows || padded) return std::nullopt;
    value |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      in.remove_prefix(i + 1);
      return value;
    }
  }
  return std::nullopt;
}

constexpr uint64_t zigzag(int64_t value) {
  return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}
constexpr int64_t unzigzag(uint64_t value) {
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

}  // namespace glassjar::storage

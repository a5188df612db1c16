// A cursor over untrusted bytes: fixed-width and varint numbers and length-prefixed bytes, each
// absent once the input does not hold it. Little-endian, as LevelDB, protobuf and Chromium write.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace glassjar::browser_files {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  std::optional<std::string_view> take(uint64_t count) {
    if (count > rest_.size()) return std::nullopt;
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  template <class Unsigned>
  std::optional<Unsigned> fixed() {
    const auto bytes = take(sizeof(Unsigned));
    if (!bytes) return std::nullopt;
    Unsigned value = 0;
    for (size_t i = sizeof(Unsigned); i-- > 0;)
      value = static_cast<Unsigned>(value << 8 | static_cast<uint8_t>((*bytes)[i]));
    return value;
  }

  // Base 128, low bits first; absent also where it takes more than 64 bits.
  std::optional<uint64_t> varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = fixed<uint8_t>();
      if (!byte) return std::nullopt;
      const uint64_t bits = *byte & 0x7f;
      if (bits << shift >> shift != bits) return std::nullopt;
      value |= bits << shift;
      if (*byte < 0x80) return value;
    }
    return std::nullopt;
  }

  // Bytes after their count as a varint.
  std::optional<std::string_view> counted() {
    const auto count = varint();
    return count ? take(*count) : std::nullopt;
  }

 private:
  std::string_view rest_;
};

}  // namespace glassjar::browser_files

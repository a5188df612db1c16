// Latin-1 and UTF-16 to UTF-8 (RFC 3629).
#include "browser_files/text_forms.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/encoding.h"

namespace glassjar::browser_files {
namespace {

constexpr uint32_t kReplacement = 0xfffd;

bool is_high_surrogate(uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low_surrogate(uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char byte) { return static_cast<uint8_t>(byte) < 0x80; });
}

void append(std::string& out, uint32_t point) {
  const auto tail = [&out, point](unsigned shift) {
    out += static_cast<char>(0x80 | (point >> shift & 0x3f));
  };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | point >> 6);
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | point >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | point >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string utf16_to_utf8(std::string_view bytes, size_t low, size_t high) {
  const size_t units = bytes.size() / 2;
  const auto unit_at = [&](size_t index) {
    return static_cast<uint32_t>(static_cast<uint8_t>(bytes[2 * index + low]) |
                                 static_cast<uint8_t>(bytes[2 * index + high]) << 8);
  };
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < units; ++i) {
    uint32_t point = unit_at(i);
    if (is_high_surrogate(point) && i + 1 < units && is_low_surrogate(unit_at(i + 1)))
      point = 0x10000 + ((point - 0xd800) << 10) + (unit_at(++i) - 0xdc00);
    append(out, is_high_surrogate(point) || is_low_surrogate(point) ? kReplacement : point);
  }
  return out;
}

// How many bytes the character at `at` takes; 0 where it is none.
size_t character_bytes(std::string_view bytes, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(bytes[i]); };
  const uint8_t first = byte(at);
  const size_t count = first < 0x80                     ? 1
                       : first >= 0xc2 && first < 0xe0  ? 2
                       : first >= 0xe0 && first < 0xf0  ? 3
                       : first >= 0xf0 && first <= 0xf4 ? 4
                                                        : 0;
  if (count == 0 || count > bytes.size() - at) return 0;
  for (size_t i = 1; i < count; ++i)
    if ((byte(at + i) & 0xc0) != 0x80) return 0;
  // Overlong forms, surrogates, and what is beyond U+10FFFF.
  const uint8_t second = count > 1 ? byte(at + 1) : 0;
  const bool wrong = (first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0) ||
                     (first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90);
  return wrong ? 0 : count;
}

}  // namespace

std::string latin1_to_utf8(std::string_view bytes) {
  // ASCII is UTF-8 already, and most of what sites store is ASCII.
  if (is_ascii(bytes)) return std::string(bytes);
  std::string out;
  out.reserve(bytes.size());
  for (const char byte : bytes) append(out, static_cast<uint8_t>(byte));
  return out;
}

std::string utf16le_to_utf8(std::string_view bytes) { return utf16_to_utf8(bytes, 0, 1); }
std::string utf16be_to_utf8(std::string_view bytes) { return utf16_to_utf8(bytes, 1, 0); }

bool is_utf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t count = character_bytes(bytes, at);
    if (count == 0) return false;
    at += count;
  }
  return true;
}

std::string text_or_hex(std::string_view bytes) {
  return is_utf8(bytes) ? std::string(bytes) : to_hex(as_bytes(bytes));
}

void cut_utf8(std::string& text, size_t bytes_max) {
  if (text.size() <= bytes_max) return;
  const auto continues = [&](size_t at) { return (static_cast<uint8_t>(text[at]) & 0xc0) == 0x80; };
  while (bytes_max > 0 && continues(bytes_max)) --bytes_max;
  text.resize(bytes_max);
}

}  // namespace glassjar::browser_files

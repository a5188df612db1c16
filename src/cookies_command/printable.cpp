// Decodes UTF-8 (Unicode 15, table 3-7) and replaces what a terminal would obey.
#include "cookies_command/printable.h"

#include <cstdint>

namespace glassjar::cookies_command {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";     // U+2026

struct CodePoint {
  uint32_t value = 0;
  size_t bytes = 0;  // 0: not UTF-8
};

CodePoint decode(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
  uint32_t value = lead & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3FU);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
    return {};
  return {value, length};
}

bool steers(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = decode(text);
    const bool bad = point.bytes == 0 || steers(point.value);
    const size_t taken = point.bytes == 0 ? 1 : point.bytes;
    out += bad ? kReplacement : text.substr(0, taken);
    text.remove_prefix(taken);
  }
  return out;
}

size_t columns_of(std::string_view text) {
  size_t columns = 0;
  for (const char c : text) columns += (static_cast<uint8_t>(c) & 0xC0U) != 0x80;
  return columns;
}

std::string cut_to_columns(std::string_view text, size_t columns_max) {
  if (columns_of(text) <= columns_max) return std::string(text);
  if (columns_max == 0) return {};
  size_t at = 0;
  for (size_t columns = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<uint8_t>(text[at]) & 0xC0U) != 0x80;
    if (begins && columns++ == columns_max - 1) break;
  }
  return std::string(text.substr(0, at)).append(kEllipsis);
}

}  // namespace glassjar::cookies_command

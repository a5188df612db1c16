// Well-formedness of UTF-8 by the table of RFC 3629 section 4.
#include "storage/duckdb/utf8.h"

#include <cstddef>
#include <cstdint>

namespace glassjar::storage::duckdb {
namespace {

bool between(std::string_view text, size_t at, uint8_t low, uint8_t high) {
  if (at >= text.size()) return false;
  const auto byte = static_cast<uint8_t>(text[at]);
  return byte >= low && byte <= high;
}

bool tails(std::string_view text, size_t from, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (!between(text, from + i, 0x80, 0xBF)) return false;
  return true;
}

// Bytes of the well-formed sequence at the front of `text`, 0 when there is none.
size_t sequence_length(std::string_view text) {
  const auto lead = static_cast<uint8_t>(text.front());
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tails(text, 1, 1) ? 2 : 0;
  if (lead == 0xE0) return between(text, 1, 0xA0, 0xBF) && tails(text, 2, 1) ? 3 : 0;
  if (lead == 0xED) return between(text, 1, 0x80, 0x9F) && tails(text, 2, 1) ? 3 : 0;
  if (lead >= 0xE1 && lead <= 0xEF) return tails(text, 1, 2) ? 3 : 0;
  if (lead == 0xF0) return between(text, 1, 0x90, 0xBF) && tails(text, 2, 2) ? 4 : 0;
  if (lead >= 0xF1 && lead <= 0xF3) return tails(text, 1, 3) ? 4 : 0;
  if (lead == 0xF4) return between(text, 1, 0x80, 0x8F) && tails(text, 2, 2) ? 4 : 0;
  return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string with_replacement_characters(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t length = sequence_length(text);
    out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace glassjar::storage::duckdb

// One pass over UTF-8 as RFC 3629 section 4 defines it.
#include "conversations/text.h"

#include <cstdint>

namespace glassjar::conversations {
namespace {

constexpr char32_t kInvalid = 0xFFFFFFFF;

bool is_continuation(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }

// Takes the first character off the front; kInvalid for anything that RFC 3629 does not allow:
// stray and missing continuations, overlong forms, surrogates, beyond U+10FFFF.
char32_t take_character(std::string_view& text) {
  const auto first = static_cast<uint8_t>(text.front());
  const size_t length = first < 0x80   ? 1
                        : first < 0xC2 ? 0
                        : first < 0xE0 ? 2
                        : first < 0xF0 ? 3
                        : first < 0xF5 ? 4
                                       : 0;
  if (length == 0 || text.size() < length) return kInvalid;
  char32_t character = length == 1 ? first : first & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return kInvalid;
    character = character << 6 | (static_cast<uint8_t>(text[i]) & 0x3Fu);
  }
  const bool is_overlong =
      (length == 3 && character < 0x800) || (length == 4 && character < 0x10000);
  const bool is_surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (is_overlong || is_surrogate || character > 0x10FFFF) return kInvalid;
  text.remove_prefix(length);
  return character;
}

// C0, DEL and C1, and the marks that make text read in another order than it is written.
bool is_control(char32_t c) {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

std::string_view without_space_at_ends(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace

Result<std::string> clean_text(std::string_view text, std::string_view field,
                               size_t characters_max) {
  std::string kept;
  size_t characters = 0;
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t character = take_character(text);
    if (character == kInvalid)
      return fail(ErrorCode::InvalidArgument, "{}: not valid UTF-8", field);
    if (is_control(character)) continue;
    kept.append(before.substr(0, before.size() - text.size()));
    if (++characters > characters_max)
      return fail(ErrorCode::InvalidArgument, "{}: at most {} characters", field, characters_max);
  }
  const std::string_view trimmed = without_space_at_ends(kept);
  if (trimmed.empty()) return fail(ErrorCode::InvalidArgument, "{}: nothing in it", field);
  return std::string(trimmed);
}

}  // namespace glassjar::conversations

// Decoding and cleaning of client-chosen text, byte by byte.
#include "ingest/percent.h"

#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "base/encoding.h"

namespace glassjar::ingest {
namespace {

void append_encoded(std::string& out, uint8_t byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out.push_back('%');
  out.push_back(kDigits[byte >> 4]);
  out.push_back(kDigits[byte & 15]);
}

bool is_unreserved(char c) {
  return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// Bytes of the well-formed character at the beginning (Unicode 15, table 3-7), 0 if there is none.
size_t character_bytes(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0};
  };
  const auto between = [&](size_t i, int low, int high) {
    return byte(i) >= low && byte(i) <= high;
  };
  const uint8_t first = byte(0);
  if (first < 0x80) return text.empty() ? 0 : 1;
  if (first >= 0xC2 && first <= 0xDF) return between(1, 0x80, 0xBF) ? 2 : 0;
  if ((first & 0xF0) == 0xE0) {
    const int low = first == 0xE0 ? 0xA0 : 0x80;
    const int high = first == 0xED ? 0x9F : 0xBF;
    return between(1, low, high) && between(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const int low = first == 0xF0 ? 0x90 : 0x80;
    const int high = first == 0xF4 ? 0x8F : 0xBF;
    return between(1, low, high) && between(2, 0x80, 0xBF) && between(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

// C1 control characters: U+0080 to U+009F.
bool is_c1_control(std::string_view character) {
  return character.size() == 2 && character[0] == '\xC2' &&
         static_cast<uint8_t>(character[1]) < 0xA0;
}

// Decodes the encodings of unreserved characters and of bytes beyond ASCII.
std::string decode_harmless(std::string_view path) {
  std::string decoded;
  decoded.reserve(path.size());
  for (size_t i = 0; i < path.size(); ++i) {
    const auto byte = percent_encoded_byte(path.substr(i));
    if (!byte) {
      decoded.push_back(path[i]);
      continue;
    }
    if (is_unreserved(static_cast<char>(*byte)) || *byte >= 0x80)
      decoded.push_back(static_cast<char>(*byte));
    else
      append_encoded(decoded, *byte);
    i += 2;
  }
  return decoded;
}

}  // namespace

std::string readable_path(std::string_view path) {
  const std::string decoded = decode_harmless(path);
  std::string readable;
  readable.reserve(decoded.size());
  for (size_t i = 0; i < decoded.size();) {
    const std::string_view rest = std::string_view(decoded).substr(i);
    const size_t bytes = character_bytes(rest);
    const auto first = static_cast<uint8_t>(rest.front());
    const bool encode =
        bytes == 0 || first <= 0x20 || first == 0x7F || is_c1_control(rest.substr(0, bytes));
    const size_t taken = encode ? 1 : bytes;
    if (encode)
      append_encoded(readable, first);
    else
      readable.append(rest.substr(0, bytes));
    i += taken;
  }
  return readable;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t bytes = character_bytes(text);
    const auto first = static_cast<uint8_t>(text.front());
    if (bytes == 0)
      out.push_back('?');
    else if (first < 0x20 || first == 0x7F || is_c1_control(text.substr(0, bytes)))
      out.push_back(' ');
    else
      out.append(text.substr(0, bytes));
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return out;
}

std::string_view cut(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  size_t end = bytes_max;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace glassjar::ingest

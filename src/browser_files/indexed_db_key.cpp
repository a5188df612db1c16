// One walk for all codings: types and arrays differ, then strings, numbers and bytes.
#include "browser_files/indexed_db_key.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstdint>

#include "base/encoding.h"
#include "browser_files/byte_reader.h"
#include "browser_files/text_forms.h"

namespace glassjar::browser_files {
namespace {

constexpr size_t kDepthMax = 64;
constexpr uint64_t kSignBit = uint64_t{1} << 63;
constexpr uint8_t kArrayType = 0x50;
constexpr uint8_t kFoldedMax = 3;  // of Firefox: arrays in one byte

enum class Type { Number, Date, String, Binary, Array };

class Walk {
 public:
  Walk(std::string_view bytes, KeyCoding coding, ValueTexts& into)
      : reader_(bytes), coding_(coding), into_(into) {}

  bool run() {
    return coding_ == KeyCoding::ChromiumLeveldb ? read_plain("key", 0)
                                                 : read_sortable("key", 0, 0);
  }

  std::string name() const {
    std::string out = name_;
    cut_utf8(out, kKeyTextBytesMax);
    if (out.size() < name_.size()) out += "…";
    return out;
  }

 private:
  bool read_plain(const std::string& path, size_t depth) {
    const auto type = reader_.fixed<uint8_t>();
    if (!type || depth > kDepthMax) return false;
    switch (*type) {
      case 1: {
        const auto units = reader_.varint();
        const auto bytes =
            units && *units <= reader_.rest().size() ? reader_.take(2 * *units) : std::nullopt;
        return bytes && add_string(path, utf16be_to_utf8(*bytes));
      }
      case 2:
      case 3: {
        const auto bits = reader_.fixed<uint64_t>();
        return bits && add_number(path, *type == 2 ? Type::Date : Type::Number, *bits);
      }
      case 4:
        return read_plain_array(path, depth);
      case 6: {
        const auto bytes = reader_.counted();
        return bytes && add_binary(path, *bytes);
      }
      default:
        return false;
    }
  }

  bool read_plain_array(const std::string& path, size_t depth) {
    const auto count = reader_.varint();
    if (!count || *count > reader_.rest().size()) return false;
    name_ += '[';
    for (uint64_t i = 0; i < *count; ++i) {
      if (i > 0) name_ += ',';
      if (!read_plain(ValueTexts::step(path, i), depth + 1)) return false;
    }
    name_ += ']';
    return true;
  }

  // `folded`: how much of the type byte stands for arrays that were begun already.
  bool read_sortable(const std::string& path, size_t depth, uint8_t folded) {
    if (depth > kDepthMax || reader_.at_end()) return false;
    const auto byte = static_cast<uint8_t>(reader_.rest().front());
    if (byte < folded) return false;
    const auto type = static_cast<uint8_t>(byte - folded);
    if (type >= kArrayType) return read_sortable_array(path, depth, folded);
    reader_.take(1);
    switch (type) {
      case 0x10:
      case 0x20: {
        const auto bits = read_sortable_number();
        return bits && add_number(path, type == 0x20 ? Type::Date : Type::Number, *bits);
      }
      case 0x30:
        return read_sortable_string(path);
      case 0x40:
        return read_sortable_binary(path);
      default:
        return false;
    }
  }

  bool read_sortable_array(const std::string& path, size_t depth, uint8_t folded) {
    name_ += '[';
    if (coding_ == KeyCoding::ChromiumSqlite) {
      reader_.take(1);
      folded = 0;
    } else {
      folded = static_cast<uint8_t>(folded + kArrayType);
      if (folded == kFoldedMax * kArrayType) {
        reader_.take(1);
        folded = 0;
      }
    }
    for (uint64_t i = 0; !reader_.at_end(); ++i) {
      const auto next = static_cast<uint8_t>(reader_.rest().front());
      if (next == folded) {
        reader_.take(1);
        name_ += ']';
        return true;
      }
      if (i > 0) name_ += ',';
      if (!read_sortable(ValueTexts::step(path, i), depth + 1, folded)) return false;
      folded = 0;
    }
    name_ += ']';
    return coding_ == KeyCoding::Firefox;  // zeros at the end are cut off
  }

  // Big-endian; negative numbers are turned round so that they sort before the others.
  std::optional<uint64_t> read_sortable_number() {
    uint64_t bits = 0;
    const size_t count = std::min<size_t>(sizeof bits, reader_.rest().size());
    if (count < sizeof bits && coding_ != KeyCoding::Firefox) return std::nullopt;
    const std::string_view bytes = reader_.take(count).value_or("");
    for (const char byte : bytes) bits = bits << 8 | static_cast<uint8_t>(byte);
    if (count < sizeof bits) bits = count == 0 ? 0 : bits << 8 * (sizeof bits - count);
    if ((bits & kSignBit) != 0) return bits & ~kSignBit;
    return coding_ == KeyCoding::Firefox ? 0 - bits : ~bits;
  }

  // The code unit that begins at the next byte, in one, two or three bytes.
  uint16_t take_unit() {
    const auto byte = [this] { return uint32_t{reader_.fixed<uint8_t>().value_or(0)}; };
    const uint32_t first = byte();
    if (first < 0x80) return static_cast<uint16_t>(first - 1);
    const uint32_t second = byte();
    if (coding_ == KeyCoding::ChromiumSqlite) {
      if (first == 0xff) return static_cast<uint16_t>(second << 8 | byte());
      return static_cast<uint16_t>((first & 0x7f) << 8 | second);
    }
    if ((first & 0x40) == 0) return static_cast<uint16_t>((first << 8 | second) + 0x7f - 0x8000);
    return static_cast<uint16_t>(first << 10 | second << 2 | byte() >> 6);
  }

  bool read_sortable_string(const std::string& path) {
    std::string utf16;
    while (!reader_.at_end() && reader_.rest().front() != '\0') {
      const uint16_t unit = take_unit();
      utf16 += static_cast<char>(unit);
      utf16 += static_cast<char>(unit >> 8);
    }
    return take_end() && add_string(path, utf16le_to_utf8(utf16));
  }

  bool read_sortable_binary(const std::string& path) {
    std::string bytes;
    if (coding_ == KeyCoding::ChromiumSqlite) return read_groups(bytes) && add_binary(path, bytes);
    // As a string is, but never in three bytes.
    while (!reader_.at_end() && reader_.rest().front() != '\0') {
      const uint32_t first = *reader_.fixed<uint8_t>();
      bytes += static_cast<char>(
          first < 0x80 ? first - 1 : (first << 8 | reader_.fixed<uint8_t>().value_or(0)) + 0x7f);
    }
    return take_end() && add_binary(path, bytes);
  }

  // Groups of 8 bytes, the last one filled up with zeros: 9 before each, and at the end how many
  // bytes of the last one count.
  bool read_groups(std::string& bytes) {
    constexpr uint8_t kGroup = 9;
    constexpr size_t kGroupBytes = 8;
    for (;;) {
      const auto mark = reader_.fixed<uint8_t>();
      if (!mark || *mark > kGroup) return false;
      if (*mark < kGroup) {
        if (!bytes.empty()) bytes.resize(bytes.size() - kGroupBytes + *mark);
        return true;
      }
      const auto group = reader_.take(kGroupBytes);
      if (!group) return false;
      bytes += *group;
    }
  }

  bool take_end() {
    if (reader_.at_end()) return coding_ == KeyCoding::Firefox;
    return reader_.fixed<uint8_t>() == 0;
  }

  bool add_string(const std::string& path, const std::string& text) {
    into_.add_utf8(path, text);
    append_name('"' + text.substr(0, 2 * kKeyTextBytesMax) + '"');
    return true;
  }
  bool add_number(const std::string& path, Type type, uint64_t bits) {
    const auto number = std::bit_cast<double>(bits);
    if (type == Type::Number) into_.add_number(path, number);
    append_name(type == Type::Date ? fmt::format("Date({})", number_text(number))
                                   : number_text(number));
    return true;
  }
  bool add_binary(const std::string& path, std::string_view bytes) {
    into_.add_binary(path, bytes);
    append_name("x" + to_hex(as_bytes(bytes.substr(0, kKeyTextBytesMax))));
    return true;
  }
  // Not without end: arrays may be long.
  void append_name(const std::string& text) {
    if (name_.size() <= kKeyTextBytesMax) name_ += text;
  }

  ByteReader reader_;
  KeyCoding coding_;
  ValueTexts& into_;
  std::string name_;
};

}  // namespace

std::optional<std::string> read_indexed_db_key(std::string_view bytes, KeyCoding coding,
                                               ValueTexts& into) {
  Walk walk(bytes, coding, into);
  if (!walk.run()) return std::nullopt;
  return walk.name();
}

}  // namespace glassjar::browser_files

// A walk over the tags, without making the objects.
#include "browser_files/v8_value.h"

#include <bit>
#include <optional>
#include <string>

#include "browser_files/byte_reader.h"
#include "browser_files/decompress.h"
#include "browser_files/text_forms.h"

namespace glassjar::browser_files {
namespace {

constexpr uint8_t kVersionTag = 0xff;
constexpr uint8_t kTrailerTag = 0xfe;
constexpr size_t kTrailerPlaceBytes = 12;
constexpr uint64_t kFirstOfBlink = 16;  // smaller versions are V8's own
constexpr uint64_t kFirstWithTrailer = 21;
constexpr uint64_t kFirstWithTaggedText = 12;  // in objects of strings and in patterns
constexpr uint64_t kFirstWithViewFlags = 14;

class Walk {
 public:
  Walk(std::string_view bytes, ValueTexts& into) : reader_(bytes), into_(into) {}

  // False where the walk ended before the value did.
  bool run() { return read_versions() && read_value("value", 0); }

 private:
  bool read_versions() {
    const auto outer = read_version();
    if (!outer) return false;
    version_ = *outer;
    if (*outer < kFirstOfBlink) return true;
    if (*outer >= kFirstWithTrailer &&
        (reader_.fixed<uint8_t>() != kTrailerTag || !reader_.take(kTrailerPlaceBytes)))
      return false;
    const auto inner = read_version();
    version_ = inner.value_or(0);
    return inner.has_value();
  }

  std::optional<uint64_t> read_version() {
    if (reader_.fixed<uint8_t>() != kVersionTag) return std::nullopt;
    return reader_.varint();
  }

  // The next tag, behind padding; 0 at the end.
  char peek() {
    while (!reader_.at_end() && reader_.rest().front() == '\0') reader_.take(1);
    return reader_.at_end() ? '\0' : reader_.rest().front();
  }
  char take_tag() {
    const char tag = peek();
    if (tag != '\0') reader_.take(1);
    return tag;
  }

  std::optional<double> read_double() {
    const auto bits = reader_.fixed<uint64_t>();
    if (!bits) return std::nullopt;
    return std::bit_cast<double>(*bits);
  }

  bool read_value(const std::string& path, size_t depth) {
    if (depth > ValueTexts::kDepthMax || into_.is_full()) return false;
    const char tag = take_tag();
    switch (tag) {
      case '?':  // how many objects follow
        return reader_.varint() && read_value(path, depth + 1);
      case 'o':
        return read_properties(path, depth, '{') && reader_.varint();
      case 'a':  // an array with gaps: indices are properties
        return reader_.varint() && read_properties(path, depth, '@') && reader_.varint() &&
               reader_.varint();
      case 'A':
        return read_array(path, depth);
      case ';':
        return read_map(path, depth);
      case '\'':
        return read_set(path, depth);
      case 'r':
        return read_error(path, depth);
      case '\\':
        return read_host_object();
      default:
        return read_plain(tag, path);
    }
  }

  // What has no values inside.
  bool read_plain(char tag, const std::string& path) {
    switch (tag) {
      case '_':
      case '0':
      case 'T':
      case 'F':
      case 'y':
      case 'x':
        return true;
      case 'I':
      case 'U':
      case 'N':
      case 'n':
        return read_number(tag, path);
      case 'D':
        return reader_.take(sizeof(double)).has_value();
      case 'Z':
      case 'z':
        return read_big_integer(path);
      case '"':
      case 'c':
      case 'S':
        return read_text(tag, path);
      case 's':
        return version_ < kFirstWithTaggedText ? read_text('S', path) : read_text(take_tag(), path);
      case 'R':
        return skip_text() && reader_.varint();
      case '^':
        return reader_.varint() && read_view();
      case 'B':
      case '~':
        return read_buffer(tag, path);
      default:
        return false;
    }
  }

  bool read_number(char tag, const std::string& path) {
    std::optional<double> number;
    if (tag == 'N' || tag == 'n') {
      number = read_double();
    } else if (const auto bits = reader_.varint(); bits && *bits <= UINT32_MAX) {
      const auto whole = static_cast<uint32_t>(*bits);
      const auto zigzag = static_cast<int32_t>(whole >> 1 ^ (0 - (whole & 1)));
      number = tag == 'U' ? static_cast<double>(whole) : static_cast<double>(zigzag);
    }
    if (number) into_.add_number(path, *number);
    return number.has_value();
  }

  // The lowest bit is the sign, above it stands the number of bytes.
  bool read_big_integer(const std::string& path) {
    const auto bits = reader_.varint();
    const auto magnitude = bits ? reader_.take(*bits >> 1) : std::nullopt;
    if (magnitude) into_.add_big_integer(path, *magnitude, (*bits & 1) != 0);
    return magnitude.has_value();
  }

  bool read_text(char tag, const std::string& path) {
    if (tag != '"' && tag != 'c' && tag != 'S') return false;
    const auto count = reader_.varint();
    if (!count) return false;
    // Of a value that is cut off the beginning of its last text is there.
    const auto whole = reader_.take(*count);
    const std::string_view bytes = whole ? *whole : reader_.rest();
    if (tag == '"') into_.add_latin1(path, bytes);
    if (tag == 'c') into_.add_utf16le(path, bytes);
    if (tag == 'S') into_.add_utf8(path, bytes);
    return whole.has_value();
  }

  bool skip_text() {
    if (version_ >= kFirstWithTaggedText) {
      const char tag = take_tag();
      if (tag != '"' && tag != 'c' && tag != 'S') return false;
    }
    return reader_.counted().has_value();
  }

  bool read_buffer(char tag, const std::string& path) {
    const auto count = reader_.varint();
    if (!count || (tag == '~' && !reader_.varint())) return false;
    const auto bytes = reader_.take(*count);
    if (!bytes) return false;
    into_.add_binary(path, *bytes);
    return read_view();
  }

  // A view stands behind the buffer that it looks into, or behind a reference to it.
  bool read_view() {
    if (peek() != 'V') return true;
    take_tag();
    const bool is_read = reader_.fixed<uint8_t>() && reader_.varint() && reader_.varint();
    return is_read && (version_ < kFirstWithViewFlags || reader_.varint());
  }

  // The name of a property: a string or an index.
  std::optional<std::string> read_name() {
    const char tag = take_tag();
    if (tag == 'I' || tag == 'U') {
      const auto bits = reader_.varint();
      if (!bits) return std::nullopt;
      return std::to_string(tag == 'I' ? *bits >> 1 : *bits);
    }
    if (tag == 'N') {
      const auto number = read_double();
      return number ? std::optional(number_text(*number)) : std::nullopt;
    }
    if (tag != '"' && tag != 'c' && tag != 'S') return std::nullopt;
    const auto bytes = reader_.counted();
    if (!bytes) return std::nullopt;
    const std::string_view start = bytes->substr(0, 2 * ValueTexts::kStepBytesMax + 2);
    return tag == '"'   ? latin1_to_utf8(start)
           : tag == 'c' ? utf16le_to_utf8(start)
                        : std::string(start);
  }

  bool read_properties(const std::string& path, size_t depth, char end) {
    while (peek() != end) {
      const auto name = read_name();
      if (!name || !read_value(ValueTexts::step(path, *name), depth + 1)) return false;
    }
    return take_tag() == end;
  }

  bool read_array(const std::string& path, size_t depth) {
    const auto count = reader_.varint();
    if (!count || *count > reader_.rest().size()) return false;
    for (uint64_t i = 0; i < *count; ++i) {
      if (peek() == '-') {  // a hole
        take_tag();
      } else if (!read_value(ValueTexts::step(path, i), depth + 1)) {
        return false;
      }
    }
    return read_properties(path, depth, '$') && reader_.varint() && reader_.varint();
  }

  bool read_map(const std::string& path, size_t depth) {
    for (uint64_t i = 0; peek() != ':'; ++i) {
      const std::string entry = ValueTexts::step(path, i);
      if (!read_value(ValueTexts::step(entry, "key"), depth + 1) ||
          !read_value(ValueTexts::step(entry, "value"), depth + 1))
        return false;
    }
    return take_tag() == ':' && reader_.varint();
  }

  bool read_set(const std::string& path, size_t depth) {
    for (uint64_t i = 0; peek() != ','; ++i)
      if (!read_value(ValueTexts::step(path, i), depth + 1)) return false;
    return take_tag() == ',' && reader_.varint();
  }

  // Its message and its stack are the browser's words and addresses of scripts: passed over.
  bool read_error(const std::string& path, size_t depth) {
    for (;;) {
      const char tag = take_tag();
      switch (tag) {
        case 'E':
        case 'R':
        case 'F':
        case 'S':
        case 'T':
        case 'U':
          break;  // which error it is
        case 'm':
        case 's':
          if (!skip_text()) return false;
          break;
        case 'c':
          if (!read_value(ValueTexts::step(path, "cause"), depth + 1)) return false;
          break;
        case '.':
          return true;
        default:
          return false;
      }
    }
  }

  // Blink's own: of blobs and files only their number among the record's is here.
  bool read_host_object() {
    const char tag = take_tag();
    if (tag == 'i' || tag == 'e') return reader_.varint().has_value();
    if (tag != 'L') return false;
    const auto count = reader_.varint();
    if (!count || *count > reader_.rest().size()) return false;
    for (uint64_t i = 0; i < *count; ++i)
      if (!reader_.varint()) return false;
    return true;
  }

  ByteReader reader_;
  ValueTexts& into_;
  uint64_t version_ = 0;
};

}  // namespace

void read_v8_value(std::string_view bytes, ValueTexts& into) {
  constexpr std::string_view kInBlob("\xff\x11\x01");
  constexpr std::string_view kInSnappy("\xff\x11\x02");
  if (bytes.starts_with(kInBlob)) return into.leave_in_other_file();
  if (!bytes.starts_with(kInSnappy)) {
    if (!Walk(bytes, into).run()) into.leave_unread();
    return;
  }
  const auto plain = decompress_snappy(bytes.substr(kInSnappy.size()), kV8ValueBytesMax);
  if (!plain || !Walk(*plain, into).run()) into.leave_unread();
}

}  // namespace glassjar::browser_files

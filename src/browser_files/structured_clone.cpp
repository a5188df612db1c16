// A walk over the words, without making the objects.
#include "browser_files/structured_clone.h"

#include <bit>
#include <optional>
#include <string>
#include <vector>

#include "browser_files/byte_reader.h"
#include "browser_files/text_forms.h"

namespace glassjar::browser_files {
namespace {

enum Tag : uint32_t {
  kFloatMax = 0xfff00000,  // up to here the word is a double itself
  kHeader = 0xfff10000,
  kNull = 0xffff0000,
  kUndefined = 0xffff0001,
  kBoolean = 0xffff0002,
  kInt32 = 0xffff0003,
  kString = 0xffff0004,
  kDate = 0xffff0005,
  kRegExp = 0xffff0006,
  kArray = 0xffff0007,
  kObject = 0xffff0008,
  kArrayBufferV2 = 0xffff0009,
  kBooleanObject = 0xffff000a,
  kStringObject = 0xffff000b,
  kNumberObject = 0xffff000c,
  kBackReference = 0xffff000d,
  kTypedArrayV2 = 0xffff0010,
  kMap = 0xffff0011,
  kSet = 0xffff0012,
  kEndOfKeys = 0xffff0013,
  kDataViewV2 = 0xffff0015,
  kBigInt = 0xffff001d,
  kBigIntObject = 0xffff001e,
  kArrayBuffer = 0xffff001f,
  kTypedArray = 0xffff0020,
  kDataView = 0xffff0021,
  kResizableArrayBuffer = 0xffff0023,
  kBlob = 0xffff8001,
  kFile = 0xffff8005,
};

constexpr uint32_t kTopBit = 0x80000000;         // of a string: Latin-1; of a BigInt: negative
constexpr uint32_t kCharactersMax = 0x3fffffff;  // what is set above is nothing that a disk holds
constexpr uint64_t kWordBytes = 8;

struct Pair {
  uint32_t tag = 0;
  uint32_t data = 0;
};

// An object of which the entries are being read.
struct Open {
  uint32_t tag = 0;
  std::string path;
  uint64_t entries = 0;
};

class Walk {
 public:
  Walk(std::string_view bytes, ValueTexts& into) : reader_(bytes), into_(into) {}

  // False where the walk ended before the value did.
  bool run() {
    const auto first = peek();
    if (first && first->tag == kHeader) take_pair();
    if (!read_value("value")) return false;
    while (!open_.empty())
      if (into_.is_full() || !read_entry()) return false;
    return true;
  }

 private:
  std::optional<Pair> peek() const {
    ByteReader ahead = reader_;
    const auto word = ahead.fixed<uint64_t>();
    if (!word) return std::nullopt;
    return Pair{static_cast<uint32_t>(*word >> 32), static_cast<uint32_t>(*word)};
  }
  std::optional<Pair> take_pair() {
    const auto pair = peek();
    if (pair) reader_.take(kWordBytes);
    return pair;
  }
  std::optional<uint64_t> take_word() { return reader_.fixed<uint64_t>(); }

  // Bytes are filled up to whole words.
  std::optional<std::string_view> take_padded(uint64_t count) {
    const auto bytes = reader_.take(count);
    if (bytes && count % kWordBytes != 0 && !reader_.take(kWordBytes - count % kWordBytes))
      return std::nullopt;
    return bytes;
  }

  static uint64_t bytes_of_string(uint32_t data) {
    const uint64_t characters = data & kCharactersMax;
    return (data & kTopBit) != 0 ? characters : 2 * characters;
  }
  static bool is_known_string(uint32_t data) { return (data & ~kTopBit) <= kCharactersMax; }

  // One entry of the innermost object that is open, or its end.
  bool read_entry() {
    const auto next = peek();
    if (!next) return false;
    Open& object = open_.back();
    const bool has_names = object.tag == kArray || object.tag == kObject;
    if (next->tag == kEndOfKeys || (has_names && next->tag == kNull)) {
      take_pair();
      open_.pop_back();
      return true;
    }
    const std::string path = object.path;
    if (has_names) {
      const auto name = read_name();
      return name && read_value(ValueTexts::step(path, *name));
    }
    const std::string entry = ValueTexts::step(path, object.entries++);
    if (object.tag == kSet) return read_value(entry);
    // NB: `object` is no longer valid once a value was read.
    return read_value(ValueTexts::step(entry, "key")) &&
           read_value(ValueTexts::step(entry, "value"));
  }

  std::optional<std::string> read_name() {
    const auto pair = take_pair();
    if (!pair) return std::nullopt;
    if (pair->tag == kInt32) return std::to_string(static_cast<int32_t>(pair->data));
    if (pair->tag != kString || !is_known_string(pair->data)) return std::nullopt;
    const auto bytes = take_padded(bytes_of_string(pair->data));
    if (!bytes) return std::nullopt;
    const std::string_view start = bytes->substr(0, 2 * ValueTexts::kStepBytesMax + 2);
    return (pair->data & kTopBit) != 0 ? latin1_to_utf8(start) : utf16le_to_utf8(start);
  }

  bool read_value(const std::string& path) {
    const auto pair = take_pair();
    if (!pair) return false;
    switch (pair->tag) {
      case kArray:
      case kObject:
      case kMap:
      case kSet:
        if (open_.size() > ValueTexts::kDepthMax) return false;
        open_.push_back({pair->tag, path});
        return true;
      case kString:
      case kStringObject:
        return read_string(*pair, path);
      case kBigInt:
      case kBigIntObject:
        return read_big_integer(*pair, path);
      case kArrayBufferV2:
      case kArrayBuffer:
      case kResizableArrayBuffer:
        return read_buffer(*pair, path);
      case kTypedArrayV2:  // its number of elements is the data, its type a word
      case kTypedArray:    // the other way round
      case kDataView:
        return take_word() && read_viewed(path);
      case kDataViewV2:
        return read_viewed(path);
      case kBlob:
      case kFile:
        return skip_file(pair->tag);
      default:
        return read_plain(*pair, path);
    }
  }

  bool read_plain(const Pair& pair, const std::string& path) {
    switch (pair.tag) {
      case kNull:
      case kUndefined:
      case kBoolean:
      case kBooleanObject:
      case kBackReference:
        return true;
      case kInt32:
        into_.add_number(path, static_cast<int32_t>(pair.data));
        return true;
      case kDate:
        return take_word().has_value();
      case kNumberObject: {
        const auto bits = take_word();
        if (bits) into_.add_number(path, std::bit_cast<double>(*bits));
        return bits.has_value();
      }
      case kRegExp: {
        const auto text = take_pair();
        return text && text->tag == kString && is_known_string(text->data) &&
               take_padded(bytes_of_string(text->data));
      }
      default:
        if (pair.tag > kFloatMax) return false;
        into_.add_number(path, std::bit_cast<double>(uint64_t{pair.tag} << 32 | pair.data));
        return true;
    }
  }

  bool read_string(const Pair& pair, const std::string& path) {
    if (!is_known_string(pair.data)) return false;
    const uint64_t count = bytes_of_string(pair.data);
    // Of a value that is cut off the beginning of its last text is there.
    const std::string_view bytes = reader_.rest().substr(0, count);
    if ((pair.data & kTopBit) != 0)
      into_.add_latin1(path, bytes);
    else
      into_.add_utf16le(path, bytes);
    return take_padded(count).has_value();
  }

  bool read_big_integer(const Pair& pair, const std::string& path) {
    const auto bytes = reader_.take(uint64_t{pair.data & ~kTopBit} * kWordBytes);
    if (bytes) into_.add_big_integer(path, *bytes, (pair.data & kTopBit) != 0);
    return bytes.has_value();
  }

  bool read_buffer(const Pair& pair, const std::string& path) {
    const auto count =
        pair.tag == kArrayBufferV2 ? std::optional<uint64_t>(pair.data) : take_word();
    if (!count || (pair.tag == kResizableArrayBuffer && !take_word())) return false;
    const auto bytes = take_padded(*count);
    if (bytes) into_.add_binary(path, *bytes);
    return bytes.has_value();
  }

  // The buffer of a view, or a reference to it, and where the view begins.
  bool read_viewed(const std::string& path) {
    const auto pair = take_pair();
    if (!pair) return false;
    const bool is_buffer = pair->tag == kArrayBufferV2 || pair->tag == kArrayBuffer ||
                           pair->tag == kResizableArrayBuffer;
    if (is_buffer ? !read_buffer(*pair, path) : pair->tag != kBackReference) return false;
    return take_word().has_value();
  }

  // Its size and its type; of a file also its time and its name.
  bool skip_file(uint32_t tag) {
    if (!take_word() || !skip_counted()) return false;
    return tag == kBlob || (take_word() && skip_counted());
  }
  bool skip_counted() {
    const auto count = take_word();
    return count && take_padded(*count);
  }

  ByteReader reader_;
  ValueTexts& into_;
  std::vector<Open> open_;
};

}  // namespace

void read_structured_clone(std::string_view bytes, ValueTexts& into) {
  if (!Walk(bytes, into).run()) into.leave_unread();
}

}  // namespace glassjar::browser_files

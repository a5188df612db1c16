// The texts of one stored record, flat and bounded: every place in it that could hold an
// identifier, by its path, as one JSON object.
//
//   put({user: {id: "4f…"}, tags: ["x"]}, "uid")  ->
//   {"key":"uid","value.user.id":"4f…","value.tags.0":"x"}
//
// Readers of serialized values (v8_value.h, structured_clone.h) and of keys (indexed_db_key.h) fill
// it. Texts are all strings; whole numbers count from kDigitsMin digits on, bytes from
// kBinaryBytesMin to kBinaryBytesMax, as hexadecimal digits: what is smaller or larger tells nobody
// apart. Of Maps and Sets each entry has a number, and of a Map's `key` and `value` beside it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace glassjar::browser_files {

class ValueTexts {
 public:
  static constexpr size_t kTextBytesMax = 4 * 1024;  // of one text; the rest is cut off
  static constexpr size_t kBytesMax = 16 * 1024;     // of the JSON object, but for `more`
  static constexpr size_t kStepBytesMax = 64;        // of one name in a path
  static constexpr size_t kDigitsMin = 8;
  static constexpr size_t kBinaryBytesMin = 8;
  static constexpr size_t kBinaryBytesMax = 64;
  // How deep values may be nested; what lies deeper is not read.
  static constexpr size_t kDepthMax = 64;

  // `path` is UTF-8, in the form that step() makes.
  void add_utf8(std::string_view path, std::string_view bytes);  // hexadecimal where it is none
  void add_latin1(std::string_view path, std::string_view bytes);
  void add_utf16le(std::string_view path, std::string_view bytes);
  void add_number(std::string_view path, double number);
  // A BigInt: little-endian bytes of what it is without its sign.
  void add_big_integer(std::string_view path, std::string_view magnitude, bool is_negative);
  void add_binary(std::string_view path, std::string_view bytes);

  // Something was not read, or is kept in another file: the object ends in a member that says so.
  void leave_unread() { unread_ = true; }
  void leave_in_other_file() { in_other_file_ = true; }

  // Nothing more is taken in.
  bool is_full() const { return is_full_; }
  // {} for a record without a text.
  std::string json() const;

  // `path` and one name in it: "value" and "user" make "value.user".
  static std::string step(std::string_view path, std::string_view name);
  static std::string step(std::string_view path, uint64_t index);

 private:
  void add(std::string_view path, std::string text);
  void add_member(std::string& out, std::string_view name, std::string_view text) const;

  std::string members_;
  bool is_full_ = false;
  bool unread_ = false;
  bool in_other_file_ = false;
};

// A whole number as JavaScript writes it, another one as short as it can be: "5", "-1.5",
// "Infinity".
std::string number_text(double number);

}  // namespace glassjar::browser_files

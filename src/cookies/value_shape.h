// What a single value looks like: an identifier's form, or one of the forms that never name a
// person.
#pragma once

#include <cstdint>
#include <string_view>

namespace glassjar::cookies {

enum class Shape : uint8_t {
  Empty,
  Boolean,     // yes, off, accepted, …
  Short,       // under kIdentifierBytesMin
  Long,        // over kIdentifierBytesMax
  Number,      // few digits, or a decimal fraction
  Date,        // a civil date, or times since 1970 in s, ms or us
  Locale,      // en-GB, Europe/Berlin
  Version,     // 1.24.3
  Url,         // an address, a path or a host name
  Consent,     // IAB TCF or GPP string
  Words,       // letters alone, as words are written
  Structured,  // JSON or a list: its parts may be more (value_parts.h)
  // From here on it can identify.
  Mixed,  // anything else with letters and digits
  Uuid,
  GoogleAnalytics,  // GA1.2.1234567890.1600000000 and the like of GS1, GS2
  DigitsAndTime,    // a random number beside a time: fb.1.1600000000000.123456789
  HexDigits,        // 16 or more
  Digits,           // 12 or more, no time
  Base64,           // mixed letters and digits, 16 or more
};

// What the shape says in words: "a UUID".
std::string_view name_of(Shape shape);
// Whether values of this shape can name a person at all.
constexpr bool can_identify(Shape shape) { return shape >= Shape::Mixed; }
// Whether it is one of the shapes that identifiers are made in.
constexpr bool is_made_to_identify(Shape shape) { return shape > Shape::Mixed; }

inline constexpr size_t kIdentifierBytesMin = 8;
inline constexpr size_t kIdentifierBytesMax = 100;
inline constexpr double kIdentifierBitsMin = 33;  // 2^33 is more than there are people

// Of a value that is decoded already (value_parts.h). Looks at no more than kIdentifierBytesMax
// bytes.
Shape shape_of(std::string_view value);

// An upper bound of the value's information in bits: the number of its characters times the
// logarithm of the smallest of these alphabets that has them all: binary, decimal, hexadecimal,
// letters of one case, letters and digits of one case, base64, URL; else the range of its bytes.
// Separators (. _ -) and characters that repeat the one before cost nothing. Cut at 256 bytes.
//
// The definition is estimateMaxEntropy's of Privacy Badger (src/js/utils.js), which counts
// separators and repetitions too.
double entropy_bits(std::string_view value);

}  // namespace glassjar::cookies

// What a single value looks like: an identifier's form, or one of the forms that never name a
// person.
#pragma once

#include <string_view>

namespace glassjar::cookies {

enum class Shape : uint8_t {
  Empty,
  Short,    // under kIdentifierBytesMin
  Long,     // over kIdentifierBytesMax
  Boolean,  // yes, off, accepted, …
  Number,   // few digits, or a decimal fraction
  Date,     // a civil date, or a time since 1970 in s, ms or us
  Locale,   // en-GB, Europe/Berlin
  Version,  // 1.24.3
  Url,      // an address or a host name
  Consent,  // IAB TCF or GPP string, OptanonConsent, US privacy
  Words,    // letters alone, as words are written
  Uuid,
  GoogleAnalytics,  // GA1.2.1234567890.1600000000 and GS1./GS2. sessions
  HexDigits,        // 16 or more
  Digits,           // 12 or more, no time
  Base64,           // mixed letters and digits, 16 or more
  DigitsAndTime,    // a random number beside a time: Facebook's fb.1.1600000000000.123456789
  Mixed,            // anything else of enough variety
};

// What the shape says in words: "a UUID".
std::string_view name_of(Shape shape);
// Whether values of this shape can name a person at all.
bool can_identify(Shape shape);
// Whether the shape alone is one that identifiers are made in (all from Uuid on, but Mixed).
bool is_made_to_identify(Shape shape);

inline constexpr size_t kIdentifierBytesMin = 8;
inline constexpr size_t kIdentifierBytesMax = 100;
inline constexpr double kIdentifierBitsMin =
    33;  // Privacy Badger's threshold: tells all people apart

// URL-decoded already. Never looks at more than kIdentifierBytesMax + 1 bytes.
Shape shape_of(std::string_view value);

// An upper bound of the value's information in bits: its length times the logarithm of the smallest
// of these alphabets that holds all its characters: binary, decimal, hexadecimal, letters of one
// case, letters, letters and digits of one case, letters and digits, base64, printable. Separators
// (. _ - x) cost nothing, runs that repeat a character count once. After the definition of
// estimateMaxEntropy in Privacy Badger's src/js/utils.js.
double entropy_bits(std::string_view value);

}  // namespace glassjar::cookies

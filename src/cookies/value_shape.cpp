// Tests of form, the cheap and the certain first. None uses a regular expression: they run for
// every value of every scan.
#include "cookies/value_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "cookies/cookie_date.h"
#include "cookies/registrable_domain.h"

namespace glassjar::cookies {
namespace {

constexpr size_t kLongNumberMin = 12;
constexpr size_t kLongTextMin = 16;
constexpr size_t kEntropyBytesMax = 256;

constexpr bool is_separator(char c) { return c == '.' || c == '_' || c == '-'; }

template <class Predicate>
bool all(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// How many characters of each kind a value has.
struct Counts {
  size_t digits = 0, lower = 0, upper = 0, separators = 0, others = 0;
  size_t turns = 0;  // places where a letter of one kind, or a digit, follows another kind
  size_t letters() const { return lower + upper; }
};

Counts count(std::string_view value) {
  Counts out;
  int last_kind = -1;
  for (const char c : value) {
    int kind = -1;
    if (is_digit(c)) {
      kind = 0;
      ++out.digits;
    } else if (is_lower(c)) {
      kind = 1;
      ++out.lower;
    } else if (is_upper(c)) {
      kind = 2;
      ++out.upper;
    } else if (is_separator(c)) {
      ++out.separators;
    } else {
      ++out.others;
    }
    // A capital begins a word: from it to small letters is no turn.
    if (kind >= 0 && last_kind >= 0 && kind != last_kind && !(last_kind == 2 && kind == 1))
      ++out.turns;
    last_kind = kind;
  }
  return out;
}

bool is_boolean(std::string_view value) {
  constexpr std::array<std::string_view, 18> kWords = {
      "yes",      "no",       "true",    "false",    "on",        "off",
      "accepted", "declined", "enabled", "disabled", "undefined", "null",
      "none",     "allow",    "deny",    "denied",   "dismissed", "granted"};
  if (value.size() == 1) return true;
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return equal_ignoring_case(word, value); });
}

// The seconds since 1970 that digits stand for: seconds, milliseconds or microseconds since then,
// between 2011 and 2036. Browsers' own numbers lie there, and few random ones.
std::optional<int64_t> unix_seconds(std::string_view digits) {
  if (digits.size() != 10 && digits.size() != 13 && digits.size() != 16) return std::nullopt;
  if (!all(digits, is_digit)) return std::nullopt;
  int64_t value = 0;
  for (const char c : digits.substr(0, 10)) value = value * 10 + (c - '0');
  if (value < 1'300'000'000 || value > 2'100'000'000) return std::nullopt;
  return value;
}

// YYYYMMDD or YYYYMMDDhhmmss.
bool is_compact_date(std::string_view digits) {
  if ((digits.size() != 8 && digits.size() != 14) || !all(digits, is_digit)) return false;
  const std::string_view month = digits.substr(4, 2);
  const std::string_view day = digits.substr(6, 2);
  return (digits.starts_with("19") || digits.starts_with("20")) && month >= "01" && month <= "12" &&
         day >= "01" && day <= "31";
}

// "2026-11-21…", or what a Date header could hold.
bool is_civil_date(std::string_view value, const Counts& counts) {
  if (value.size() >= 10 && value[4] == '-' && value[7] == '-' &&
      all(value.substr(0, 4), is_digit) && all(value.substr(5, 2), is_digit) &&
      all(value.substr(8, 2), is_digit))
    return value.size() == 10 || value[10] == 'T' || value[10] == ' ' || value[10] == '+';
  // "29-Aug-2015" has no time of day; a text without signs between its parts is no date.
  constexpr size_t kLongestDate = 40;
  if (counts.letters() < 3 || counts.digits < 3 || counts.separators + counts.others < 2 ||
      value.size() > kLongestDate)
    return false;
  return parse_cookie_date(std::string(value) + " 00:00:00").has_value();
}

// What the pieces of a number list are: "fb.1.1600000000000.123456789".
struct Pieces {
  size_t times = 0, long_numbers = 0, others = 0;
};

Pieces pieces_of(std::string_view value) {
  constexpr int64_t kFiveYears = 5LL * 365 * 86'400;
  Pieces out;
  int64_t first = std::numeric_limits<int64_t>::max();
  int64_t last = 0;
  while (!value.empty()) {
    const size_t end = std::min(value.find_first_of("._-:!"), value.size());
    const std::string_view piece = value.substr(0, end);
    value.remove_prefix(std::min(end + 1, value.size()));
    if (const auto time = unix_seconds(piece)) {
      ++out.times;
      first = std::min(first, *time);
      last = std::max(last, *time);
    } else if (piece.size() >= 6 && all(piece, is_digit)) {
      ++(is_compact_date(piece) ? out.times : out.long_numbers);
    } else if (piece.size() > 4) {
      ++out.others;
    }
  }
  // Times of one browser lie near each other; else one of them is a number that looks like a time.
  if (out.times >= 2 && last != 0 && last - first > kFiveYears) {
    --out.times;
    ++out.long_numbers;
  }
  return out;
}

// BCP 47 tags and their lists, and names of time zones.
bool is_locale(std::string_view value) {
  constexpr std::array<std::string_view, 10> kAreas = {
      "Africa/", "America/", "Antarctica/", "Asia/",   "Atlantic/",
      "Europe/", "Indian/",  "Australia/",  "Arctic/", "Pacific/"};
  if (std::any_of(kAreas.begin(), kAreas.end(),
                  [&](std::string_view area) { return value.starts_with(area); }))
    return true;
  if (value.size() < 5 || !is_lower(value[0]) || !is_lower(value[1])) return false;
  const size_t tag = is_lower(value[2]) ? 3 : 2;
  if (value[tag] != '-' && value[tag] != '_') return false;
  const std::string_view region = value.substr(tag + 1, 2);
  const bool has_region = region.size() == 2 && is_upper(region[0]) && is_letter(region[1]);
  const std::string_view rest = value.substr(std::min(tag + 3, value.size()));
  // The end, the next of a list, an encoding, or the rest of a script ("zh-Hant-TW").
  const bool is_script = (rest.size() == 2 || rest.size() == 5) && is_lower(rest[0]);
  return has_region && (rest.empty() || is_script || contains(",;.", rest.substr(0, 1)));
}

bool is_version(std::string_view value) {
  if (value.starts_with('v')) value.remove_prefix(1);
  size_t run = 0;
  size_t dots = 0;
  for (const char c : value) {
    if (c == '.' || c == '-') {
      if (run == 0) return false;
      if (c == '.') ++dots;
      run = 0;
    } else if (is_digit(c) || (is_lower(c) && dots > 0)) {
      if (++run > 4) return false;
    } else {
      return false;
    }
  }
  return dots >= 1 && run > 0;
}

bool is_url(std::string_view value, const Counts& counts) {
  if (contains(value, "://") || value.starts_with("//") || value.starts_with("www.")) return true;
  if (value.starts_with('/') && counts.others >= 2 && counts.lower > counts.digits) return true;
  // A host name: few digits, and a last label that the public knows as a suffix of letters.
  if (counts.others != 0 || counts.upper != 0 || counts.digits * 4 > counts.lower) return false;
  const size_t dot = value.rfind('.');
  if (dot == std::string_view::npos || value.size() - dot > 11) return false;
  return all(value.substr(dot + 1), is_lower) && !registrable_domain(value).empty() &&
         value.size() - dot >= 3;
}

int sextet(char c) {
  if (is_upper(c)) return c - 'A';
  if (is_lower(c)) return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  return c == '-' || c == '+' ? 62 : c == '_' || c == '/' ? 63 : -1;
}

// TCF strings (IAB Tech Lab, Consent string and vendor list formats v2): six bits of version, then
// two times of 36 bits in tenths of seconds. GPP strings: a header "DB…" and sections after '~'.
bool is_consent_string(std::string_view value) {
  if (value.starts_with("DB") && contains(value.substr(0, 24), "~")) return true;
  constexpr size_t kShortestTcf = 36;
  if (value.size() < kShortestTcf || (value[0] != 'C' && value[0] != 'B')) return false;
  for (const size_t begin : {size_t{1}, size_t{7}}) {
    int64_t tenths = 0;
    for (size_t i = begin; i < begin + 6; ++i) {
      const int bits = sextet(value[i]);
      if (bits < 0) return false;
      tenths = tenths * 64 + bits;
    }
    constexpr int64_t k2018 = 15'148'000'000;
    constexpr int64_t k2038 = 21'460'000'000;
    if (tenths < k2018 || tenths > k2038) return false;
  }
  return true;
}

bool is_uuid(std::string_view value) {
  if (value.starts_with('{') && value.ends_with('}')) value = value.substr(1, value.size() - 2);
  if (value.size() != 36) return false;
  for (size_t i = 0; i < value.size(); ++i) {
    const bool at_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (at_dash ? value[i] != '-' : !is_hex_digit(value[i])) return false;
  }
  return true;
}

bool is_google_analytics(std::string_view value) {
  return value.size() > 8 && value[0] == 'G' && (value[1] == 'A' || value[1] == 'S') &&
         is_digit(value[2]) && value[3] == '.' && is_digit(value[4]);
}

// Mixed letters and digits as random bytes have them, in contrast to words with a number.
bool is_base64(std::string_view value, const Counts& counts) {
  while (value.ends_with('=')) value.remove_suffix(1);
  if (value.size() < kLongTextMin || all(value, is_separator)) return false;
  if (!all(value, [](char c) { return sextet(c) >= 0; })) return false;
  return counts.turns * 5 >= value.size() && counts.letters() > 0;
}

Shape shape_of_numbers(std::string_view value, const Counts& counts) {
  if (unix_seconds(value) || is_compact_date(value)) return Shape::Date;
  if (counts.separators == 0 && counts.others == 0)
    return counts.digits >= kLongNumberMin ? Shape::Digits : Shape::Number;
  const Pieces pieces = pieces_of(value);
  if (pieces.times > 0 && pieces.long_numbers > 0) return Shape::DigitsAndTime;
  if (pieces.times > 0 && pieces.others == 0) return Shape::Date;
  if (is_version(value)) return Shape::Version;
  return pieces.long_numbers >= 2 ? Shape::Digits : Shape::Number;
}

// What is left once letters and digits, or a number beside a time, are found.
Shape shape_of_mixture(std::string_view value, const Counts& counts) {
  if (is_google_analytics(value)) return Shape::GoogleAnalytics;
  const Pieces pieces = pieces_of(value);
  if (pieces.times > 0 && pieces.others == 0)
    return pieces.long_numbers > 0 ? Shape::DigitsAndTime : Shape::Date;
  if (value.size() >= kLongTextMin && all(value, is_hex_digit)) return Shape::HexDigits;
  if (is_base64(value, counts)) return Shape::Base64;
  return Shape::Mixed;
}

bool is_structured(std::string_view value) {
  return value.find_first_of("{[\"&;|<> ,") != std::string_view::npos ||
         std::count(value.begin(), value.end(), ':') >= 2 ||
         (contains(value, "=") && value.find('=') + 2 < value.size());
}

// One of Privacy Badger's alphabets: how many symbols it has, and which.
struct Alphabet {
  double symbols;
  bool (*has)(char);
};
constexpr std::array kAlphabets = {
    Alphabet{2, [](char c) { return c == '0' || c == '1'; }},
    Alphabet{10, is_digit},
    Alphabet{16, is_hex_digit},
    Alphabet{26, is_letter},
    Alphabet{36, is_letter_or_digit},
};
constexpr double kBase64Symbols = 64;

}  // namespace

std::string_view name_of(Shape shape) {
  constexpr std::array<std::string_view, 19> kNames = {
      "nothing",
      "a yes or no",
      "too short to identify",
      "too long to be an identifier",
      "a small number",
      "a date",
      "a language or time zone",
      "a version",
      "an address",
      "a consent string",
      "words",
      "a list of values",
      "letters and digits",
      "a UUID",
      "a Google Analytics number",
      "a random number beside a time",
      "hexadecimal digits",
      "a long number",
      "random letters and digits (base64)",
  };
  return kNames[static_cast<size_t>(shape)];
}

Shape shape_of(std::string_view value) {
  if (value.empty()) return Shape::Empty;
  if (value.starts_with('"') && value.ends_with('"') && value.size() > 2)
    value = value.substr(1, value.size() - 2);
  if (is_boolean(value)) return Shape::Boolean;
  if (value.size() < kIdentifierBytesMin) return Shape::Short;
  if (is_consent_string(value.substr(0, kIdentifierBytesMax))) return Shape::Consent;
  if (value.size() > kIdentifierBytesMax)
    return is_structured(value.substr(0, kIdentifierBytesMax)) ? Shape::Structured : Shape::Long;
  if (is_uuid(value)) return Shape::Uuid;
  const Counts counts = count(value);
  if (is_civil_date(value, counts)) return Shape::Date;
  if (counts.letters() == 0) return shape_of_numbers(value, counts);
  if (is_locale(value)) return Shape::Locale;
  if (is_version(value)) return Shape::Version;
  if (is_url(value, counts)) return Shape::Url;
  if (is_structured(value)) return Shape::Structured;
  if (counts.digits == 0 && !is_base64(value, counts)) return Shape::Words;
  return shape_of_mixture(value, counts);
}

double entropy_bits(std::string_view value) {
  value = value.substr(0, kEntropyBytesMax);
  size_t length = 0;
  unsigned char low = 255;
  unsigned char high = 0;
  char last = '\0';
  bool has_lower = false;
  bool has_upper = false;
  std::array<bool, kAlphabets.size()> fits{};
  fits.fill(true);
  bool fits_base64 = true;
  for (const char c : value) {
    const bool is_repeated = c == last;
    last = c;
    if (is_separator(c) || is_repeated) continue;
    ++length;
    low = std::min(low, static_cast<unsigned char>(c));
    high = std::max(high, static_cast<unsigned char>(c));
    has_lower = has_lower || is_lower(c);
    has_upper = has_upper || is_upper(c);
    for (size_t i = 0; i < fits.size(); ++i) fits[i] = fits[i] && kAlphabets[i].has(c);
    fits_base64 = fits_base64 && (is_letter_or_digit(c) || contains("+/=~%", {&c, 1}));
  }
  if (length == 0) return 0;
  double symbols = fits_base64 ? kBase64Symbols : static_cast<double>(high - low + 1);
  if (!(has_lower && has_upper))
    for (size_t i = fits.size(); i-- > 0;)
      if (fits[i]) symbols = kAlphabets[i].symbols;
  return std::log2(symbols) * static_cast<double>(length);
}

}  // namespace glassjar::cookies

// Members of a JSON object, each within its bounds.
#include "browser_files/value_texts.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/encoding.h"
#include "browser_files/text_forms.h"

namespace glassjar::browser_files {
namespace {

constexpr double kExactMax = 9'007'199'254'740'992.0;  // 2^53: all whole numbers below are exact
constexpr double kWholeMin = 10'000'000.0;             // the first one of kDigitsMin digits
constexpr size_t kBigIntegerBytesMax = 64;

// As JSON.stringify writes it (ECMA-262 section 25.5.2.3, QuoteJSONString).
void append_escaped(std::string& out, char c) {
  constexpr std::string_view kShort("\b\t\n\f\r\"\\", 7);
  const size_t at = kShort.find(c);
  if (at == std::string_view::npos) {
    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  } else {
    out += '\\';
    out += "btnfr\"\\"[at];
  }
}

// Most texts have nothing to escape, so what lies between is taken as a whole.
void append_quoted(std::string& out, std::string_view text) {
  const auto is_plain = [](char c) {
    return static_cast<uint8_t>(c) >= 0x20 && c != '"' && c != '\\';
  };
  out += '"';
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto plain = static_cast<size_t>(end - text.begin());
    out.append(text, 0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    append_escaped(out, text.front());
    text.remove_prefix(1);
  }
  out += '"';
}

// Divides by 10^9 until nothing is left.
std::string decimal_digits(std::string_view magnitude) {
  std::vector<uint8_t> number(magnitude.begin(), magnitude.end());
  std::string digits;
  while (!number.empty() && number.back() == 0) number.pop_back();
  while (!number.empty()) {
    uint64_t remainder = 0;
    for (size_t i = number.size(); i-- > 0;) {
      remainder = remainder << 8 | number[i];
      number[i] = static_cast<uint8_t>(remainder / 1'000'000'000);
      remainder %= 1'000'000'000;
    }
    while (!number.empty() && number.back() == 0) number.pop_back();
    digits = fmt::format("{:09}", remainder) + digits;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

}  // namespace

void ValueTexts::add_utf8(std::string_view path, std::string_view bytes) {
  std::string text(bytes.substr(0, kTextBytesMax + 1));
  cut_utf8(text, kTextBytesMax);
  if (text.size() < bytes.size()) leave_unread();
  add(path, text_or_hex(text));
}

void ValueTexts::add_latin1(std::string_view path, std::string_view bytes) {
  std::string text = latin1_to_utf8(bytes.substr(0, kTextBytesMax));
  if (bytes.size() > kTextBytesMax || text.size() > kTextBytesMax) leave_unread();
  cut_utf8(text, kTextBytesMax);
  add(path, std::move(text));
}

void ValueTexts::add_utf16le(std::string_view path, std::string_view bytes) {
  std::string text = utf16le_to_utf8(bytes.substr(0, 2 * kTextBytesMax));
  if (bytes.size() > 2 * kTextBytesMax || text.size() > kTextBytesMax) leave_unread();
  cut_utf8(text, kTextBytesMax);
  add(path, std::move(text));
}

void ValueTexts::add_number(std::string_view path, double number) {
  const double size = std::fabs(number);
  if (size >= kWholeMin && size < kExactMax && std::trunc(number) == number)
    add(path, number_text(number));
}

void ValueTexts::add_big_integer(std::string_view path, std::string_view magnitude,
                                 bool is_negative) {
  if (magnitude.size() > kBigIntegerBytesMax) return leave_unread();
  const std::string digits = decimal_digits(magnitude);
  if (digits.size() >= kDigitsMin) add(path, (is_negative ? "-" : "") + digits);
}

void ValueTexts::add_binary(std::string_view path, std::string_view bytes) {
  if (bytes.size() >= kBinaryBytesMin && bytes.size() <= kBinaryBytesMax)
    add(path, to_hex(as_bytes(bytes)));
}

std::string ValueTexts::json() const {
  std::string out = "{" + members_;
  if (unread_ || in_other_file_)
    add_member(out, "more", in_other_file_ ? "in another file" : "not read");
  return out + "}";
}

std::string ValueTexts::step(std::string_view path, std::string_view name) {
  std::string out(name.substr(0, kStepBytesMax + 1));
  cut_utf8(out, kStepBytesMax);
  return std::string(path) + "." + text_or_hex(out);
}

std::string ValueTexts::step(std::string_view path, uint64_t index) {
  return fmt::format("{}.{}", path, index);
}

void ValueTexts::add(std::string_view path, std::string text) {
  if (is_full_) return;
  const size_t before = members_.size();
  add_member(members_, path, text);
  if (members_.size() <= kBytesMax) return;
  members_.resize(before);
  is_full_ = true;
  leave_unread();
}

void ValueTexts::add_member(std::string& out, std::string_view name, std::string_view text) const {
  if (!out.empty() && out != "{") out += ',';
  append_quoted(out, name);
  out += ':';
  append_quoted(out, text);
}

std::string number_text(double number) {
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  if (std::fabs(number) < kExactMax && std::trunc(number) == number)
    return fmt::format("{}", static_cast<int64_t>(number));
  return fmt::format("{}", number);
}

}  // namespace glassjar::browser_files

// One pass over a value: separators end parts, '=' or ':' ends a key.
#include "cookies/value_parts.h"

#include "base/ascii.h"
#include "base/encoding.h"

namespace glassjar::cookies {
namespace {

bool separates(char c) {
  switch (c) {
    case '&':
    case ';':
    case '|':
    case ',':
    case '~':
    case '"':
    case '\'':
    case '{':
    case '}':
    case '[':
    case ']':
    case '(':
    case ')':
    case '?':
    case '#':
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '\\':
      return true;
    default:
      return false;
  }
}

// Where a token's key ends: at the first '=' that has something on both sides. Base64's padding is
// no such '='.
size_t key_end(std::string_view token) {
  const size_t at = token.find('=');
  if (at == std::string_view::npos || at == 0) return std::string_view::npos;
  return token.find_first_not_of('=', at) == std::string_view::npos ? std::string_view::npos : at;
}

class Cutter {
 public:
  explicit Cutter(std::string_view value) : value_(value.substr(0, kPartsBytesMax)) {}

  std::vector<Part> cut() {
    size_t begin = 0;
    for (size_t at = 0; at <= value_.size() && parts_.size() < kPartsMax; ++at) {
      if (at < value_.size() && !separates(value_[at])) continue;
      take(value_.substr(begin, at - begin));
      begin = at + 1;
    }
    return std::move(parts_);
  }

 private:
  // In JSON a key is a string before ':', which then stands at the beginning of the next token.
  void take(std::string_view token) {
    if (token.empty()) return;
    if (token.front() == ':') {
      key_ = last_;
      token.remove_prefix(1);
      if (!parts_.empty() && parts_.back().text.data() == key_.data()) parts_.pop_back();
      if (token.empty()) return;
    }
    last_ = token;
    take_fields(token);
    key_ = {};
  }

  // Colons separate too ("id=1a2b:lv=15"), but of two fields without '=' the first is the key.
  void take_fields(std::string_view token) {
    const size_t colon = token.find(':');
    const bool is_pair = colon != std::string_view::npos && colon != 0 &&
                         token.find(':', colon + 1) == std::string_view::npos &&
                         token.find('=') == std::string_view::npos;
    if (is_pair) {
      add(token.substr(0, colon), token.substr(colon + 1));
      return;
    }
    while (!token.empty()) {
      const std::string_view field = cut_until(token, ':');
      const size_t equals = key_end(field);
      if (equals == std::string_view::npos)
        add(key_, field);
      else
        add(field.substr(0, equals), field.substr(equals + 1));
    }
  }

  void add(std::string_view key, std::string_view text) {
    if (!text.empty() && parts_.size() < kPartsMax) parts_.push_back({key, text});
  }

  std::string_view value_;
  std::string_view key_;
  std::string_view last_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> parts_of(std::string_view value) { return Cutter(value).cut(); }

bool is_percent_encoded(std::string_view text) {
  for (size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1))
    if (percent_encoded_byte(text.substr(at))) return true;
  return false;
}

}  // namespace glassjar::cookies

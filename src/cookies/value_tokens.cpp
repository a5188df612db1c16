// Decoding to a depth of two: an identifier is worth hiding once, not thrice.
#include "cookies/value_tokens.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "base/encoding.h"
#include "cookies/value_parts.h"
#include "cookies/value_shape.h"

namespace glassjar::cookies {
namespace {

constexpr size_t kTextsMax = 32;                // decoded texts of one item
constexpr size_t kDecodedBytesMax = 16 * 1024;  // of one of them
constexpr size_t kDigitsMin = 3;                // that letters and digits need to be no word

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

constexpr std::array<int8_t, 256> make_sextets() {
  std::array<int8_t, 256> out{};
  for (int8_t& each : out) each = -1;
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < kAlphabet.size(); ++i)
    out[static_cast<unsigned char>(kAlphabet[i])] = static_cast<int8_t>(i);
  out['-'] = 62;
  out['_'] = 63;
  return out;
}
constexpr std::array<int8_t, 256> kSextets = make_sextets();

// Base64 of either alphabet, padded or not, that decodes to printable text; else nothing.
std::optional<std::string> text_of_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() < 12 || text.size() > kDecodedBytesMax || text.size() % 4 == 1)
    return std::nullopt;
  std::string out;
  out.reserve(text.size() * 3 / 4);
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int sextet = kSextets[static_cast<unsigned char>(c)];
    if (sextet < 0) return std::nullopt;
    bits = (bits << 6 | static_cast<uint32_t>(sextet)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
    if (!is_printable(out.back())) return std::nullopt;
  }
  return out;
}

bool is_email(std::string_view text) {
  const size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 &&
         text.find('@', at + 1) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos &&
         text.find_first_of(" /:?&<>") == std::string_view::npos;
}

bool could_identify(std::string_view text) {
  if (is_email(text)) return true;
  const Shape shape = shape_of(text);
  if (!can_identify(shape)) return false;
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  if (shape == Shape::Mixed && static_cast<size_t>(digits) < kDigitsMin) return false;
  return entropy_bits(text) >= kIdentifierBitsMin;
}

bool has_address(const Item& item) {
  return item.store == Store::HttpCache || item.store == Store::Favicon ||
         item.store == Store::ServiceWorker || item.store == Store::CacheStorage;
}

}  // namespace

std::string_view tag_of(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
    etag = etag.substr(1, etag.size() - 2);
  return etag;
}

std::span<const Token> Tokenizer::tokens_of(const Item& item) {
  tokens_.clear();
  texts_.clear();
  texts_.reserve(kTextsMax);  // so that views into them stay
  if (has_address(item)) add_address(item.name);
  if (!item.value || item.value->size() < kIdentifierBytesMin) return tokens_;
  if (item.store == Store::ServiceWorker)
    add_address(*item.value);  // of its script
  else if (item.store == Store::HttpCache)
    add(tag_of(*item.value), Found::Tag);
  else
    add_value(*item.value, Found::Stored);
  return tokens_;
}

// NB: the view is into `texts_`, which has room for kTextsMax; beyond it nothing is decoded.
std::string_view Tokenizer::decoded(std::string_view text) {
  if (texts_.size() >= kTextsMax || !is_percent_encoded(text)) return text;
  return texts_.emplace_back(percent_decoded(text.substr(0, kDecodedBytesMax)));
}

void Tokenizer::add_value(std::string_view value, Found found) {
  const std::string_view text = decoded(value);
  add(text, found);
  add_parts(text, found, Depth::Outer);
  // "GA1.2." before the number that Google's addresses carry as `cid`.
  if (text.size() < kTokenBytesMax && shape_of(text) == Shape::GoogleAnalytics) {
    const size_t second = text.find('.', text.find('.') + 1);
    if (second != std::string_view::npos) add(text.substr(second + 1), found);
  }
}

void Tokenizer::add_parts(std::string_view value, Found found, Depth depth) {
  for (const Part& part : parts_of(value)) {
    const std::string_view text = decoded(part.text);
    add(text, found);
    if (depth == Depth::Outer && text.data() != part.text.data())
      add_parts(text, found, Depth::Inner);
    add_base64(text, depth);
  }
}

// Also the parts of a JSON Web Token, which are base64url between dots.
void Tokenizer::add_base64(std::string_view text, Depth depth) {
  if (depth == Depth::Inner || text.size() < 12) return;
  while (!text.empty()) {
    if (texts_.size() >= kTextsMax) return;
    if (auto inner = text_of_base64(cut_until(text, '.'))) {
      const std::string_view stored = texts_.emplace_back(std::move(*inner));
      add(stored, Found::Base64);
      add_parts(stored, Found::Base64, Depth::Inner);
    }
  }
}

// Segments of the path and parameters; the host is the holder's name, not a value.
void Tokenizer::add_address(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return;
  const size_t path = url.find_first_of("/?#", scheme + 3);
  if (path == std::string_view::npos) return;
  std::string_view rest = url.substr(path, kDecodedBytesMax);
  const size_t query = std::min(rest.find_first_of("?#;"), rest.size());
  std::string_view segments = rest.substr(0, query);
  while (!segments.empty()) add(decoded(cut_until(segments, '/')), Found::Address);
  add_parts(rest.substr(query), Found::Address, Depth::Outer);
}

void Tokenizer::add(std::string_view text, Found found) {
  if (text.size() < kIdentifierBytesMin || text.size() > kTokenBytesMax ||
      tokens_.size() >= kTokensPerItemMax || !could_identify(text))
    return;
  const bool is_known = std::any_of(tokens_.begin(), tokens_.end(),
                                    [&](const Token& token) { return token.text == text; });
  if (!is_known) tokens_.push_back({text, found});
}

}  // namespace glassjar::cookies

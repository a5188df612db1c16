// The texts of an item that could identify somebody: what sharing and respawning are found by.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cookies/item.h"

namespace glassjar::cookies {

inline constexpr size_t kTokensPerItemMax = 64;
inline constexpr size_t kTokenBytesMax = 100;

// An ETag without its weak mark and its quotes (RFC 9110 section 8.8.3).
std::string_view tag_of(std::string_view etag);

enum class Found : uint8_t {
  Stored,   // in what the site stored
  Base64,   // in there, in base64
  Address,  // in the address of a cached response, an icon or a worker
  Tag,      // a response's validator, mostly a hash of its content
};

struct Token {
  std::string_view text;  // kIdentifierBytesMin to kTokenBytesMax bytes
  Found found = Found::Stored;
};

// Decodes (percent, base64, JSON) and cuts (value_parts.h) the value, and an address in the name;
// of the pieces those stay whose shape can identify (value_shape.h) with kIdentifierBitsMin bits,
// and e-mail addresses. Keeps its buffers between items. Not for several threads.
class Tokenizer {
 public:
  // Valid until the next call. No text twice.
  std::span<const Token> tokens_of(const Item& item);

 private:
  enum class Depth : uint8_t { Outer, Inner };

  void add_value(std::string_view value, Found found);
  void add_parts(std::string_view value, Found found, Depth depth);
  void add_base64(std::string_view text, Depth depth);
  void add_address(std::string_view url);
  void add(std::string_view text, Found found);
  std::string_view decoded(std::string_view text);

  std::vector<Token> tokens_;
  std::vector<std::string> texts_;  // what decoding made; its tokens point into it
};

}  // namespace glassjar::cookies

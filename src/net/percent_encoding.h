// Percent-decoding of paths and query strings (RFC 3986 section 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace glassjar::net {

enum class Plus {
  Literal,  // in a path
  Space,    // in a query string, where forms write a space as '+'
};

// Empty for a '%' without two hexadecimal digits and for an encoded NUL.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

}  // namespace glassjar::net

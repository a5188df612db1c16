// The parts of a stored value: sites keep several things in one cookie.
#pragma once

#include <string_view>
#include <vector>

namespace glassjar::cookies {

struct Part {
  std::string_view key;  // "uid" of "uid=1a2b&t=9"; empty for a part without one
  std::string_view text;
};

inline constexpr size_t kPartsMax = 64;  // of one value; what comes later is not looked at
inline constexpr size_t kPartsBytesMax = 16 * 1024;

// Cuts k=v pairs, k:v pairs, list members and the strings and numbers of JSON out of `value`, which
// is decoded already (percent_decoded). The whole is not among them. Views are into `value`.
std::vector<Part> parts_of(std::string_view value);

// Whether percent_decoded would change anything.
bool is_percent_encoded(std::string_view text);

}  // namespace glassjar::cookies

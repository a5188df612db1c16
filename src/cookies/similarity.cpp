// Ratcliff-Obershelp similarity, by the longest common substring found again and again on both
// sides.
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "cookies/identifier.h"

namespace glassjar::cookies {
namespace {

constexpr size_t kTextBytesMax = 256;

struct Match {
  size_t a = 0, b = 0, length = 0;
};

// The longest common substring, the first in `a` of equals; by lengths of common suffixes.
Match longest_match(std::string_view a, std::string_view b) {
  std::array<uint16_t, kTextBytesMax + 1> row{};
  Match best;
  for (size_t i = 0; i < a.size(); ++i) {
    // From the end, so that row[j] is still the previous row's.
    for (size_t j = b.size(); j-- > 0;) {
      row[j + 1] = a[i] == b[j] ? static_cast<uint16_t>(row[j] + 1) : uint16_t{0};
      if (row[j + 1] > best.length) best = {i + 1 - row[j + 1], j + 1 - row[j + 1], row[j + 1]};
    }
  }
  return best;
}

// At most a.size() levels deep: each takes one character at least off both.
size_t matched_characters(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  const Match match = longest_match(a, b);
  if (match.length == 0) return 0;
  return match.length + matched_characters(a.substr(0, match.a), b.substr(0, match.b)) +
         matched_characters(a.substr(match.a + match.length), b.substr(match.b + match.length));
}

}  // namespace

double similarity(std::string_view a, std::string_view b) {
  a = a.substr(0, kTextBytesMax);
  b = b.substr(0, kTextBytesMax);
  if (a.empty() && b.empty()) return 1;
  const size_t matched = std::max(matched_characters(a, b), matched_characters(b, a));
  return 2.0 * static_cast<double>(matched) / static_cast<double>(a.size() + b.size());
}

}  // namespace glassjar::cookies

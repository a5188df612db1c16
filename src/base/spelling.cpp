// Edit distance (Wagner and Fischer) over short words.
#include "base/spelling.h"

#include <algorithm>
#include <vector>

#include "base/check.h"

namespace glassjar {
namespace {

// Beyond this a word is no misspelling, and need not be compared in full.
constexpr size_t kWordBytesMax = 64;

size_t distance(std::string_view a, std::string_view b) {
  a = a.substr(0, kWordBytesMax);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  CHECK(!known.empty());
  return *std::min_element(known.begin(), known.end(),
                           [&](auto a, auto b) { return distance(word, a) < distance(word, b); });
}

std::string list_of(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

}  // namespace glassjar

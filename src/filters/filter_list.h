// A filter list as read from its text.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filters/rule.h"

namespace glassjar::filters {

constexpr size_t kListBytesMax = 64 << 20;
constexpr size_t kRulesMax = 2'000'000;  // of all lists together

// Which file a list was read from, so that an index knows when it is out of date. All zero for
// text from elsewhere.
struct Stamp {
  uint64_t bytes = 0;
  int64_t modified_ns = 0;  // since 1970, by the file system
  uint64_t checksum = 0;    // of the content
  bool operator==(const Stamp&) const = default;
};

struct FilterList {
  std::string name;  // the list's own title, else as given
  Stamp stamp;
  std::vector<Rule> rules;  // their texts are views into the parsed text
  // Lines that are no rules, by Skipped.
  std::array<uint32_t, 4> skipped{};

  // Reads every line; lines that are no rules are counted. `text` must live as long as the list.
  static FilterList parse(std::string name, std::string_view text);
};

}  // namespace glassjar::filters

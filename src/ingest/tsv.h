// The tab-separated files inside the binary: lines of up to five fields, '#' begins a comment.
#pragma once

#include <array>
#include <string_view>

#include "base/ascii.h"

namespace glassjar::ingest {

using TsvFields = std::array<std::string_view, 5>;  // absent ones are empty

template <class Function>
void for_each_tsv_line(std::string_view text, Function&& function) {
  while (!text.empty()) {
    std::string_view line = cut_until(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    TsvFields fields;
    for (std::string_view& field : fields) field = cut_until(line, '\t');
    function(fields);
  }
}

}  // namespace glassjar::ingest

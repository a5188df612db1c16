// The tab-separated files inside the binary: lines of up to five fields, '#' begins a comment.
#pragma once

#include <array>
#include <string_view>

namespace glassjar::ingest {

using TsvFields = std::array<std::string_view, 5>;  // absent ones are empty

template <class Function>
void for_each_tsv_line(std::string_view text, Function&& function) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    TsvFields fields;
    for (std::string_view& field : fields) {
      const size_t tab = line.find('\t');
      field = line.substr(0, tab);
      line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    }
    function(fields);
  }
}

}  // namespace glassjar::ingest

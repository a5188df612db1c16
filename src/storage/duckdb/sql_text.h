// How values get into SQL: every text through literal(), every list through listed().
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace glassjar::storage::duckdb {

// A string literal that means exactly `text`, NUL bytes included.
std::string literal(std::string_view text);

// "3,5,8" for any range, each element turned into SQL by `each`.
template <class Range, class Each>
std::string listed(const Range& range, Each each, std::string_view separator = ",") {
  std::string out;
  for (const auto& element : range) {
    if (!out.empty()) out += separator;
    out += fmt::format("{}", each(element));
  }
  return out;
}

}  // namespace glassjar::storage::duckdb

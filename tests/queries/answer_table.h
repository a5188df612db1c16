// An answer's JSON as an aligned text table, for golden files and for reading.
#pragma once

#include <string>
#include <string_view>

namespace glassjar::queries {

// "meta: …" where there is any, a line of column names, then a line a row; columns are parted by
// " | ", absent values are "-", empty texts are `""`. A compared row goes on with "before" and
// "change" columns.
std::string answer_table(std::string_view json);

}  // namespace glassjar::queries

// CSV as RFC 4180 writes it, made harmless for spreadsheets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glassjar {

// What a cell begins with that a spreadsheet would run.
inline constexpr std::string_view kFormulaStarts = "=+-@\t\r";

// One row with its CRLF, quoted where needed (section 2, rules 5 to 7). A cell that a spreadsheet
// would run as a formula and that is no number gets an apostrophe in front.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace glassjar

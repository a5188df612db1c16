// CSV as spreadsheets write it (RFC 4180): quotes doubled inside quoted fields, LF or CRLF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::audit {

inline constexpr size_t kCsvFieldsMax = 200;  // of a row
inline constexpr size_t kCsvRowsMax = 200'000;

// Rows of fields; empty lines are left out, a byte-order mark too. InvalidArgument for a quote that
// is not closed and for more than the limits.
Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text);

// One row with its line end; fields are quoted where they must be. A field that a spreadsheet would
// take for a formula gets an apostrophe in front, which parse_csv takes back.
std::string csv_row(const std::vector<std::string>& fields);

}  // namespace glassjar::audit

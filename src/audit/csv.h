// CSV as spreadsheets write it (RFC 4180): quotes doubled inside quoted fields, LF or CRLF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::audit {

inline constexpr size_t kCsvFieldsMax = 200;  // of a row
inline constexpr size_t kCsvRowsMax = 200'000;

// Rows of fields; empty lines, a byte-order mark and the apostrophe of csv_row() are left out.
// InvalidArgument for a quote that is not closed and for more than the limits.
Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text);

}  // namespace glassjar::audit

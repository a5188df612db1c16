// Text that sites chose, made safe for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glassjar::cookies_command {

// `text` with everything that could steer a terminal or turn the reading direction replaced by
// U+FFFD: C0 and C1 controls, DEL, bidirectional and zero-width marks, and bytes that are not
// UTF-8.
std::string printable(std::string_view text);

// The number of columns of printable text, counting a code point as one.
size_t columns_of(std::string_view text);

// At most `columns_max` columns of printable text, with "…" in place of what was cut.
std::string cut_to_columns(std::string_view text, size_t columns_max);

}  // namespace glassjar::cookies_command

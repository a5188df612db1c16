// Bytes that a test writes as hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

#include "base/encoding.h"

namespace glassjar::browser_files {

inline std::string bytes_of_hex(std::string_view hex) {
  return std::string(as_text(from_hex(hex).value()));
}

}  // namespace glassjar::browser_files

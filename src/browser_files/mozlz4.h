// Firefox's compressed JSON files (`*.jsonlz4`, `*.mozlz4`): "mozLz40\0", the size of the content
// as 32 bits little-endian, one LZ4 block (toolkit/components/lz4).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar::browser_files {

inline constexpr size_t kMozLz4BytesMax = 64 << 20;

// DataLoss for what is no such file or is cut; TooLarge over `bytes_max`, before memory is taken.
Result<std::string> read_mozlz4(std::string_view file, size_t bytes_max = kMozLz4BytesMax);

// The file for a content of at most kMozLz4BytesMax.
std::string write_mozlz4(std::string_view content);

}  // namespace glassjar::browser_files

// Bounded decompression of what browsers store in Snappy and Zstandard.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar::browser_files {

// A block or a value of a browser is far below this.
inline constexpr size_t kDecompressedBytesMax = 64 << 20;

// TooLarge over `bytes_max`, before the memory is taken; DataLoss for anything that is not whole.
Result<std::string> decompress_snappy(std::string_view bytes,
                                      size_t bytes_max = kDecompressedBytesMax);
Result<std::string> decompress_zstd(std::string_view bytes,
                                    size_t bytes_max = kDecompressedBytesMax);

}  // namespace glassjar::browser_files

// ByteSearch: which of many byte strings occur in a file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace glassjar::storage::duckdb {

// Shorter strings occur by chance and are not looked for.
constexpr size_t kSearchedBytesMin = 8;

// The patterns that occur, byte for byte. Reads the file once, whatever their number.
Result<std::set<std::string>> find_bytes(const std::filesystem::path& file,
                                         const std::vector<std::string>& patterns);

}  // namespace glassjar::storage::duckdb

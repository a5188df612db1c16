// CRC-32C (Castagnoli), the checksum of LevelDB's logs and tables.
#pragma once

#include <cstdint>
#include <string_view>

namespace glassjar::browser_files {

// `crc` continues an earlier sum.
uint32_t crc32c(std::string_view bytes, uint32_t crc = 0);

// The sum as LevelDB stores it: a sum over bytes that hold sums is a weak one, so it is rotated and
// shifted (leveldb/util/crc32c.h).
uint32_t masked_crc32c(std::string_view bytes);

}  // namespace glassjar::browser_files

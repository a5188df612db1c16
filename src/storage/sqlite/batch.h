// Batch: the bytes of one spool row, entries one behind the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/spool.h"

namespace glassjar::storage::sqlite {

// Entries with consecutive numbers: each its width and length as varints, then its payload.
struct Batch {
  uint64_t first_seq = 0;
  uint64_t width = 0;  // the sum of the entries' widths
  std::string bytes;

  void add(uint32_t entry_width, std::string_view payload);
};

// The entries with seq >= from, until their payload reaches `bytes_max`; at least one if there is
// one. DataLoss for bytes that add() did not write.
Result<std::vector<SpoolEntry>> entries_of(uint64_t first_seq, uint64_t width,
                                           std::string_view bytes, uint64_t from, size_t bytes_max);

}  // namespace glassjar::storage::sqlite

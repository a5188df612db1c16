// Packing and unpacking of batches.
#include "storage/sqlite/batch.h"

#include <limits>

#include "storage/varint.h"

namespace glassjar::storage::sqlite {

void Batch::add(uint32_t entry_width, std::string_view payload) {
  char head[2 * kVarintBytesMax];
  char* const end = put_varint(put_varint(head, entry_width), payload.size());
  bytes.append(head, static_cast<size_t>(end - head));
  bytes.append(payload);
  width += entry_width;
}

Result<std::vector<SpoolEntry>> entries_of(uint64_t first_seq, uint64_t width,
                                           std::string_view bytes, uint64_t from,
                                           size_t bytes_max) {
  std::vector<SpoolEntry> entries;
  size_t taken = 0;
  uint64_t left = width;
  while (!bytes.empty()) {
    const auto entry_width = take_varint(bytes);
    const auto size = take_varint(bytes);
    if (!entry_width || !size || *entry_width == 0 || *entry_width > left ||
        *entry_width > std::numeric_limits<uint32_t>::max() || *size > bytes.size())
      return fail(ErrorCode::DataLoss, "read the spool: batch {} is damaged", first_seq);
    const uint64_t seq = first_seq + (width - left);
    if (seq >= from) {
      if (!entries.empty() && taken >= bytes_max) return entries;
      taken += *size;
      entries.push_back({.seq = seq,
                         .width = static_cast<uint32_t>(*entry_width),
                         .payload = std::string(bytes.substr(0, *size))});
    }
    bytes.remove_prefix(*size);
    left -= *entry_width;
  }
  if (left != 0)
    return fail(ErrorCode::DataLoss, "read the spool: batch {} is not complete", first_seq);
  return entries;
}

}  // namespace glassjar::storage::sqlite

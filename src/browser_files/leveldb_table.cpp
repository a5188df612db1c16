// Footer, index, blocks, entries.
#include "browser_files/leveldb_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "browser_files/byte_reader.h"
#include "browser_files/crc32c.h"
#include "browser_files/decompress.h"

namespace glassjar::browser_files {
namespace {

using OnEntry = std::function<void(std::string_view, std::string_view)>;

constexpr size_t kFooterBytes = 48;
constexpr size_t kTrailerBytes = 5;  // compression 1, checksum 4
constexpr uint64_t kMagic = 0xdb4775248b80fb57;
constexpr size_t kKeyBytesMax = 16 << 20;
constexpr size_t kProblemsMax = 20;

struct Handle {
  uint64_t offset = 0;
  uint64_t size = 0;
};

std::optional<Handle> read_handle(ByteReader& reader) {
  const auto offset = reader.varint();
  const auto size = reader.varint();
  if (!offset || !size) return std::nullopt;
  return Handle{*offset, *size};
}

std::optional<Handle> index_handle(std::string_view file) {
  if (file.size() < kFooterBytes) return std::nullopt;
  ByteReader footer(file.substr(file.size() - kFooterBytes));
  ByteReader magic(footer.rest().substr(kFooterBytes - sizeof(kMagic)));
  if (magic.fixed<uint64_t>() != kMagic || !read_handle(footer)) return std::nullopt;
  return read_handle(footer);
}

// The block's content without compression.
Result<std::string> read_block(std::string_view file, Handle handle) {
  if (handle.offset > file.size() || handle.size > file.size() - handle.offset ||
      kTrailerBytes > file.size() - handle.offset - handle.size)
    return fail(ErrorCode::DataLoss, "block at {}: beyond the end", handle.offset);
  const std::string_view content = file.substr(handle.offset, handle.size);
  ByteReader trailer(file.substr(handle.offset + handle.size, kTrailerBytes));
  const auto compression = trailer.fixed<uint8_t>();
  if (masked_crc32c(file.substr(handle.offset, handle.size + 1)) != trailer.fixed<uint32_t>())
    return fail(ErrorCode::DataLoss, "block at {}: checksum", handle.offset);
  switch (*compression) {
    case 0:
      return std::string(content);
    case 1:
      return decompress_snappy(content);
    case 2:
      return decompress_zstd(content);
    default:
      return fail(ErrorCode::DataLoss, "block at {}: compression {} is not known", handle.offset,
                  *compression);
  }
}

// Entries share the beginning of their key with the one before; the restart points after them help
// a search, which we do not do. False where the block is not what it should be.
bool read_entries(std::string_view block, const OnEntry& entry) {
  if (block.size() < 4) return false;
  ByteReader count(block.substr(block.size() - 4));
  const uint64_t restarts_bytes = (uint64_t{*count.fixed<uint32_t>()} + 1) * 4;
  if (restarts_bytes > block.size()) return false;
  ByteReader reader(block.substr(0, block.size() - restarts_bytes));
  std::string key;
  while (!reader.at_end()) {
    const auto shared = reader.varint();
    const auto unshared = reader.varint();
    const auto value_bytes = reader.varint();
    if (!shared || !unshared || !value_bytes || *shared > key.size()) return false;
    const auto end_of_key = reader.take(*unshared);
    const auto value = reader.take(*value_bytes);
    if (!end_of_key || !value || *shared + *unshared > kKeyBytesMax) return false;
    key.resize(*shared);
    key.append(*end_of_key);
    entry(key, *value);
  }
  return true;
}

}  // namespace

std::vector<std::string> read_leveldb_table(std::string_view bytes, const OnEntry& entry) {
  const auto index_at = index_handle(bytes);
  if (!index_at) return {"no footer: cut off, or not a table"};
  const Result<std::string> index = read_block(bytes, *index_at);
  if (!index) return {"index: " + index.error().message};

  std::vector<std::string> problems;
  const auto problem = [&problems](std::string what) {
    if (problems.size() < kProblemsMax) problems.push_back(std::move(what));
  };
  uint64_t end_of_last = 0;
  const bool index_whole = read_entries(*index, [&](std::string_view, std::string_view where) {
    ByteReader reader(where);
    const auto handle = read_handle(reader);
    if (!handle) return problem("a block without a place");
    // Blocks follow each other: an index that names one twice would multiply the work.
    if (handle->offset < end_of_last) return problem("blocks out of order");
    end_of_last = handle->offset + std::min<uint64_t>(handle->size, bytes.size());
    const Result<std::string> block = read_block(bytes, *handle);
    if (!block) return problem(block.error().message);
    if (!read_entries(*block, entry)) problem(fmt::format("block at {}: damaged", handle->offset));
  });
  if (!index_whole) problem("index: damaged");
  return problems;
}

}  // namespace glassjar::browser_files

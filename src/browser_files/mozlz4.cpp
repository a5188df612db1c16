// LZ4 blocks behind Firefox's head of twelve bytes.
#include "browser_files/mozlz4.h"

#include <lz4.h>

#include "base/check.h"
#include "browser_files/byte_reader.h"

namespace glassjar::browser_files {
namespace {

constexpr std::string_view kMagic("mozLz40\0", 8);
// A sequence of LZ4 adds 255 bytes of content by one byte at most.
constexpr size_t kGrowthMax = 255;

}  // namespace

Result<std::string> read_mozlz4(std::string_view file, size_t bytes_max) {
  ByteReader reader(file);
  if (reader.take(kMagic.size()) != kMagic)
    return fail(ErrorCode::DataLoss, "read mozLz4: not such a file");
  const auto size = reader.fixed<uint32_t>();
  if (!size) return fail(ErrorCode::DataLoss, "read mozLz4: cut off");
  if (*size > bytes_max) return fail(ErrorCode::TooLarge, "read mozLz4: over {} bytes", bytes_max);
  const std::string_view block = reader.rest();
  if (*size / kGrowthMax > block.size() || block.size() > LZ4_MAX_INPUT_SIZE)
    return fail(ErrorCode::DataLoss, "read mozLz4: cut off");
  std::string content(*size, '\0');
  const int got = LZ4_decompress_safe(block.data(), content.data(), static_cast<int>(block.size()),
                                      static_cast<int>(content.size()));
  if (got < 0 || static_cast<size_t>(got) != content.size())
    return fail(ErrorCode::DataLoss, "read mozLz4: corrupted");
  return content;
}

std::string write_mozlz4(std::string_view content) {
  CHECK(content.size() <= kMozLz4BytesMax);
  std::string file(kMagic);
  for (unsigned shift = 0; shift < 32; shift += 8)
    file += static_cast<char>(content.size() >> shift & 0xff);
  const size_t head = file.size();
  const int block_max = LZ4_compressBound(static_cast<int>(content.size()));
  file.resize(head + static_cast<size_t>(block_max));
  const int written = LZ4_compress_default(content.data(), file.data() + head,
                                           static_cast<int>(content.size()), block_max);
  CHECK(written > 0);
  file.resize(head + static_cast<size_t>(written));
  return file;
}

}  // namespace glassjar::browser_files

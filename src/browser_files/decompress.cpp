// Bounded decompression by libsnappy and libzstd.
#include "browser_files/decompress.h"

#include <snappy.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace glassjar::browser_files {
namespace {

// What a stream may claim to grow to, per byte of input: a lie must not cost us its memory.
constexpr size_t kGrowthMax = 1024;

}  // namespace

Result<std::string> decompress_snappy(std::string_view bytes, size_t bytes_max) {
  size_t size = 0;
  if (!snappy::GetUncompressedLength(bytes.data(), bytes.size(), &size))
    return fail(ErrorCode::DataLoss, "decompress Snappy: no length");
  if (size > std::min(bytes_max, (bytes.size() + 1) * kGrowthMax))
    return fail(ErrorCode::TooLarge, "decompress Snappy: {} bytes claimed", size);
  std::string out;
  if (!snappy::Uncompress(bytes.data(), bytes.size(), &out))
    return fail(ErrorCode::DataLoss, "decompress Snappy: corrupted");
  return out;
}

Result<std::string> decompress_zstd(std::string_view bytes, size_t bytes_max) {
  std::string out;
  const auto stream_deleter = [](ZSTD_DStream* stream) { ZSTD_freeDStream(stream); };
  const std::unique_ptr<ZSTD_DStream, decltype(stream_deleter)> stream(ZSTD_createDStream(),
                                                                       stream_deleter);
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::string chunk(ZSTD_DStreamOutSize(), '\0');
  for (size_t left = 1; left != 0;) {
    ZSTD_outBuffer piece{chunk.data(), chunk.size(), 0};
    left = ZSTD_decompressStream(stream.get(), &piece, &in);
    if (ZSTD_isError(left) != 0)
      return fail(ErrorCode::DataLoss, "decompress Zstandard: {}", ZSTD_getErrorName(left));
    if (piece.pos > bytes_max - out.size())
      return fail(ErrorCode::TooLarge, "decompress Zstandard: over {} bytes", bytes_max);
    out.append(chunk, 0, piece.pos);
    if (left != 0 && in.pos == in.size && piece.pos < piece.size)
      return fail(ErrorCode::DataLoss, "decompress Zstandard: cut off");
  }
  return out;
}

}  // namespace glassjar::browser_files

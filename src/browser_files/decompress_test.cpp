// Compressed values and checksums: whole, cut off, and claiming to be huge.
#include "browser_files/decompress.h"

#include <gtest/gtest.h>
#include <snappy.h>
#include <zstd.h>

#include "browser_files/crc32c.h"

namespace glassjar::browser_files {
namespace {

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string snappy(const std::string& text) {
  std::string out;
  snappy::Compress(text.data(), text.size(), &out);
  return out;
}

const std::string kText = std::string(100'000, 'a') + "end";

TEST(Decompress, whole_values_come_back) {
  EXPECT_EQ(decompress_zstd(zstd(kText)).value(), kText);
  EXPECT_EQ(decompress_snappy(snappy(kText)).value(), kText);
}

TEST(Decompress, values_cut_off_are_data_loss) {
  const std::string z = zstd(kText);
  EXPECT_EQ(decompress_zstd(z.substr(0, z.size() - 3)).error().code, ErrorCode::DataLoss);
  EXPECT_EQ(decompress_zstd("").error().code, ErrorCode::DataLoss);
  const std::string s = snappy(kText);
  EXPECT_EQ(decompress_snappy(s.substr(0, s.size() - 3)).error().code, ErrorCode::DataLoss);
}

TEST(Decompress, values_over_the_limit_are_too_large) {
  EXPECT_EQ(decompress_zstd(zstd(kText), 1000).error().code, ErrorCode::TooLarge);
  EXPECT_EQ(decompress_snappy(snappy(kText), 1000).error().code, ErrorCode::TooLarge);
}

TEST(Crc32c, the_vectors_of_rfc_3720_are_met) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aaU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43U);
  EXPECT_EQ(crc32c("123456789"), 0xe3069283U);
  EXPECT_EQ(crc32c("6789", crc32c("12345")), 0xe3069283U);
}

}  // namespace
}  // namespace glassjar::browser_files

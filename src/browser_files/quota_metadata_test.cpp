// Whose an origin's folder is.
#include "browser_files/quota_metadata.h"

#include <gtest/gtest.h>

#include "browser_files/bytes_of_hex.h"

namespace glassjar::browser_files {
namespace {

// Made by Firefox ESR 153.
const std::string kPlain =
    "000660d1d844dc99000000000300"
    "00512a00000000000000"
    "0b612e6c6f63616c686f7374"
    "00000018687474703a2f2f612e6c6f63616c686f73743a3333323535"
    "00abcd12340000000100000000";

TEST(QuotaMetadata, names_the_origin) {
  const QuotaMetadata metadata = read_quota_metadata(bytes_of_hex(kPlain)).value();
  EXPECT_EQ(metadata.origin, "http://a.localhost:33255");
  EXPECT_EQ(metadata.group, "a.localhost");
  EXPECT_EQ(metadata.suffix, "");
  EXPECT_FALSE(metadata.persisted);
  EXPECT_EQ(to_iso(metadata.last_access.value()), "2026-11-21T23:37:33Z");
}

TEST(QuotaMetadata, is_refused_when_cut_at_any_byte_of_its_strings) {
  const std::string whole = bytes_of_hex(kPlain);
  const size_t end = whole.find("33255") + 5;
  for (size_t bytes = 0; bytes < end; ++bytes)
    ASSERT_EQ(read_quota_metadata(whole.substr(0, bytes)).error().code, ErrorCode::DataLoss);
  EXPECT_TRUE(read_quota_metadata(whole.substr(0, end)).has_value());
}

TEST(QuotaMetadata, has_no_time_where_none_can_be) {
  std::string file = bytes_of_hex(kPlain);
  file.replace(0, 8, std::string(8, '\xff'));
  EXPECT_FALSE(read_quota_metadata(file).value().last_access.has_value());
}

}  // namespace
}  // namespace glassjar::browser_files

// Percent-encoded bytes are found where they begin, and nothing else changes.
#include "base/encoding.h"

#include <gtest/gtest.h>

namespace glassjar {
namespace {

TEST(PercentDecoding, gives_bytes_of_either_case) {
  EXPECT_EQ(percent_decoded("%41%c3%A9"), "A\xc3\xa9");
  EXPECT_EQ(percent_decoded("%00"), std::string(1, '\0'));
}

TEST(PercentDecoding, leaves_what_is_no_encoding) {
  EXPECT_EQ(percent_decoded("a%20b%zz%4"), "a b%zz%4");
  EXPECT_EQ(percent_decoded("%%41"), "%A");
  EXPECT_EQ(percent_decoded("%4"), "%4");
  EXPECT_EQ(percent_decoded("+"), "+");
}

}  // namespace
}  // namespace glassjar

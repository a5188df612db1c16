// The hash of secrets against the standard's own example.
#include "storage/records/secret_hash.h"

#include <gtest/gtest.h>

namespace glassjar::storage {
namespace {

TEST(HashOfSecret, is_sha256) {
  EXPECT_EQ(hash_of_secret("abc").front(), 0xba);  // FIPS 180-2 appendix B.1
  EXPECT_EQ(hash_of_secret("abc").back(), 0xad);
}

}  // namespace
}  // namespace glassjar::storage

// Sealing opens only with the same key, at the same place, unchanged.
#include "access_log/sealed_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/encoding.h"

namespace glassjar::access_log {
namespace {

constexpr std::string_view kWords = "Where do the Übergangsjacken come from?";

class SealedTextTest : public testing::Test {
 protected:
  SeededRandom random{1};
  storage::DataKey key = random.bytes<32>();
  std::vector<uint8_t> sealed = seal(key, kWords, "here", random);
};

TEST_F(SealedTextTest, opens_to_what_was_sealed) {
  EXPECT_EQ(*unseal(key, sealed, "here"), kWords);
  EXPECT_EQ(*unseal(key, seal(key, "", "here", random), "here"), "");
}

TEST_F(SealedTextTest, shows_no_part_of_the_words) {
  const std::string_view bytes = as_text(sealed);
  for (size_t i = 0; i + 4 <= kWords.size(); ++i)
    EXPECT_EQ(bytes.find(kWords.substr(i, 4)), std::string_view::npos);
}

TEST_F(SealedTextTest, the_same_words_never_look_the_same) {
  EXPECT_NE(seal(key, kWords, "here", random), sealed);
}

TEST_F(SealedTextTest, any_changed_bit_is_data_loss) {
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::vector<uint8_t> tampered = sealed;
    tampered[i] ^= 1;
    const auto opened = unseal(key, tampered, "here");
    ASSERT_FALSE(opened) << "byte " << i;
    EXPECT_EQ(opened.error().code, ErrorCode::DataLoss);
  }
}

TEST_F(SealedTextTest, every_cut_is_data_loss) {
  for (size_t size = 0; size < sealed.size(); ++size)
    EXPECT_FALSE(unseal(key, std::span(sealed).first(size), "here")) << size;
}

TEST_F(SealedTextTest, opens_neither_elsewhere_nor_with_another_key) {
  EXPECT_EQ(unseal(key, sealed, "there").error().code, ErrorCode::DataLoss);
  EXPECT_EQ(unseal(random.bytes<32>(), sealed, "here").error().code, ErrorCode::DataLoss);
}

TEST_F(SealedTextTest, an_error_says_nothing_of_the_words) {
  std::vector<uint8_t> tampered = sealed;
  tampered.back() ^= 1;
  EXPECT_EQ(unseal(key, tampered, "here").error().message,
            "unseal here: it is not what was sealed there");
}

}  // namespace
}  // namespace glassjar::access_log

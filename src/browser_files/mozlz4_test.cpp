// Firefox's compressed JSON, back and forth.
#include "browser_files/mozlz4.h"

#include <gtest/gtest.h>

namespace glassjar::browser_files {
namespace {

TEST(MozLz4, reads_what_it_writes) {
  for (const std::string& content :
       {std::string(), std::string("{}"), std::string(100'000, 'x'), std::string("\0\xff", 2)})
    EXPECT_EQ(read_mozlz4(write_mozlz4(content)).value(), content);
}

TEST(MozLz4, reads_literals_and_matches_of_a_block) {
  // One literal, 19 bytes more from one byte back; five literals.
  const std::string file(
      "mozLz40\0\x19\0\0\0\x1f"
      "a\1\0\0\x50"
      "bbbbb",
      23);
  EXPECT_EQ(read_mozlz4(file).value(), std::string(20, 'a') + "bbbbb");
}

TEST(MozLz4, refuses_what_is_cut_or_corrupted) {
  const std::string whole = write_mozlz4(std::string(3000, 'a') + "tail of it");
  for (size_t bytes = 0; bytes < whole.size(); ++bytes)
    ASSERT_FALSE(read_mozlz4(whole.substr(0, bytes)).has_value()) << bytes;
  std::string wrong = whole;
  wrong[0] = 'M';
  EXPECT_EQ(read_mozlz4(wrong).error().code, ErrorCode::DataLoss);
  wrong = whole;
  wrong[8] = static_cast<char>(wrong[8] + 1);
  EXPECT_EQ(read_mozlz4(wrong).error().code, ErrorCode::DataLoss);
}

TEST(MozLz4, takes_no_memory_for_a_size_that_cannot_be) {
  const std::string over("mozLz40\0\xff\xff\xff\xff\x10", 13);
  EXPECT_EQ(read_mozlz4(over).error().code, ErrorCode::TooLarge);
  const std::string empty("mozLz40\0\xff\xff\xff\x03\x10", 13);
  EXPECT_EQ(read_mozlz4(empty).error().code, ErrorCode::DataLoss);
  EXPECT_EQ(read_mozlz4(write_mozlz4("12345"), 4).error().code, ErrorCode::TooLarge);
}

}  // namespace
}  // namespace glassjar::browser_files

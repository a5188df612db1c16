// Help with misspelt words.
#include "base/spelling.h"

#include <gtest/gtest.h>

#include <array>

namespace glassjar {
namespace {

constexpr std::array<std::string_view, 3> kWords = {"metrics", "filters", "date_range"};

TEST(Spelling, finds_the_word_with_the_fewest_changes) {
  EXPECT_EQ(nearest("metric", kWords), "metrics");
  EXPECT_EQ(nearest("daterange", kWords), "date_range");
  EXPECT_EQ(nearest("fliters", kWords), "filters");
}

TEST(Spelling, compares_only_the_beginning_of_what_is_no_word) {
  EXPECT_FALSE(nearest(std::string(1'000'000, 'x'), kWords).empty());
}

}  // namespace
}  // namespace glassjar

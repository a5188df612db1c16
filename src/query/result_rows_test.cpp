// Roundings and changes, as they are shown.
#include "query/result_rows.h"

#include <gtest/gtest.h>

namespace glassjar::query {
namespace {

using model::Metric;

constexpr Column kShare{.metric = Metric::Visitors, .share = true};

TEST(Rounding, is_to_whole_numbers_unless_a_decimal_says_something) {
  EXPECT_EQ(rounded({Metric::BounceRate}, 33.5), 34);
  EXPECT_EQ(rounded({Metric::VisitDuration}, 61.4), 61);
  EXPECT_EQ(rounded({Metric::TimeOnPage}, 0.5), 1);
  EXPECT_EQ(rounded({Metric::ScrollDepth}, 66.6), 67);
  EXPECT_EQ(rounded({Metric::ViewsPerVisit}, 1.336), 1.34);
  EXPECT_EQ(rounded({Metric::ExitRate}, 33.349), 33.3);
  EXPECT_EQ(rounded(kShare, 66.666), 66.7);
}

TEST(Rounding, keeps_what_is_absent) {
  EXPECT_EQ(rounded({Metric::BounceRate}, std::nullopt), std::nullopt);
}

TEST(Change, is_in_percent_of_what_was_before) {
  EXPECT_EQ(change({Metric::Visitors}, 40, 50), 25);
  EXPECT_EQ(change({Metric::Visitors}, 3, 2), -33);
  EXPECT_EQ(change({Metric::ViewsPerVisit}, 1.5, 1.33), -11);
}

TEST(Change, is_in_points_for_rates) {
  EXPECT_EQ(change({Metric::BounceRate}, 40, 50), 10);
  EXPECT_EQ(change({Metric::ExitRate}, 33.3, 33.5), 0.2);
  EXPECT_EQ(change(kShare, 50, 16.7), -33.3);
}

TEST(Change, from_nothing_is_a_hundred_or_nothing) {
  EXPECT_EQ(change({Metric::Visitors}, 0, 7), 100);
  EXPECT_EQ(change({Metric::Visitors}, 0, 0), 0);
  EXPECT_EQ(change({Metric::Visitors}, 7, 0), -100);
}

TEST(Change, is_absent_where_a_side_is) {
  EXPECT_EQ(change({Metric::BounceRate}, std::nullopt, 50), std::nullopt);
  EXPECT_EQ(change({Metric::BounceRate}, 50, std::nullopt), std::nullopt);
}

}  // namespace
}  // namespace glassjar::query

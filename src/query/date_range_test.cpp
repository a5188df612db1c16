// What relative ranges, comparisons and steps of time mean.
#include "query/date_range.h"

#include <gtest/gtest.h>

namespace glassjar::query {
namespace {

TimePoint at(std::string_view time) { return parse_time(time).value(); }
LocalDay day(std::string_view text) { return parse_day(text).value(); }

class DateRanges : public testing::Test {
 protected:
  // "2026-11-14 to 2026-11-20", with "cut" where days are not whole.
  static std::string days_of(const Span& span) {
    return to_iso(span.first_day) + " to " + to_iso(span.last_day) +
           (span.whole_days ? "" : " cut");
  }
  std::string days_of(std::string_view word) const {
    return days_of(span_of(*date_range_named(word), now_));
  }
  Span named(std::string_view word) const { return span_of(*date_range_named(word), now_); }

  model::Zone zone_ = model::Zone::find("Europe/Berlin").value();
  Now now_{.time = at("2026-11-21T12:00:00Z"), .zone = zone_};
};

TEST_F(DateRanges, end_yesterday_when_they_count_days) {
  EXPECT_EQ(days_of("7d"), "2026-11-14 to 2026-11-20");
  EXPECT_EQ(days_of("28d"), "2026-10-24 to 2026-11-20");
  EXPECT_EQ(days_of("30d"), "2026-10-22 to 2026-11-20");
  EXPECT_EQ(days_of("91d"), "2026-08-22 to 2026-11-20");
}

TEST_F(DateRanges, end_last_month_when_they_count_months) {
  EXPECT_EQ(days_of("6mo"), "2026-05-01 to 2026-10-31");
  EXPECT_EQ(days_of("12mo"), "2025-11-01 to 2026-10-31");
}

TEST_F(DateRanges, are_whole_when_they_name_the_current_one) {
  EXPECT_EQ(days_of("day"), "2026-11-21 to 2026-11-21");
  EXPECT_EQ(days_of("month"), "2026-11-01 to 2026-11-30");
  EXPECT_EQ(days_of("year"), "2026-01-01 to 2026-12-31");
}

TEST_F(DateRanges, roll_with_the_clock_only_for_24_hours) {
  const Span span = named("24h");
  EXPECT_EQ(to_iso(span.from), "2026-11-20T12:00:00Z");
  EXPECT_EQ(to_iso(span.to), "2026-11-21T12:00:00Z");
  EXPECT_EQ(days_of(span), "2026-11-20 to 2026-11-21 cut");
}

TEST_F(DateRanges, begin_with_the_first_day_held_for_all) {
  EXPECT_EQ(days_of("all"), "2026-11-21 to 2026-11-21");
  now_.held = std::pair(day("2024-02-29"), day("2026-11-20"));
  EXPECT_EQ(days_of("all"), "2024-02-29 to 2026-11-21");
}

TEST_F(DateRanges, take_today_from_the_zone_of_the_site) {
  now_.time = at("2026-11-20T23:30:00Z");
  EXPECT_EQ(days_of("day"), "2026-11-21 to 2026-11-21");
}

TEST_F(DateRanges, have_days_of_23_and_25_hours) {
  const auto hours_of = [&](std::string_view date) {
    const DateRange range{.kind = DateRange::Kind::Days, .first = day(date), .last = day(date)};
    const Span span = span_of(range, now_);
    return (span.to - span.from) / hours(1);
  };
  EXPECT_EQ(hours_of("2026-03-29"), 23);
  EXPECT_EQ(hours_of("2026-10-25"), 25);
}

TEST_F(DateRanges, know_whole_days_also_where_times_were_given) {
  const DateRange range{.kind = DateRange::Kind::Instants,
                        .from = at("2026-11-20T00:00:00+01:00"),
                        .to = at("2026-11-21T00:00:00+01:00")};
  EXPECT_EQ(days_of(span_of(range, now_)), "2026-11-20 to 2026-11-20");
}

TEST_F(DateRanges, are_compared_with_as_many_days_before) {
  EXPECT_EQ(days_of(previous_period(named("7d"), now_)), "2026-11-07 to 2026-11-13");
  EXPECT_EQ(days_of(previous_period(named("day"), now_)), "2026-11-20 to 2026-11-20");
  EXPECT_EQ(to_iso(previous_period(named("24h"), now_).from), "2026-11-19T12:00:00Z");
}

TEST_F(DateRanges, compare_what_has_passed_of_the_current_month) {
  EXPECT_EQ(days_of(previous_period(named("month"), now_)), "2026-10-11 to 2026-10-31");
  EXPECT_EQ(days_of(year_before(named("month"), now_)), "2025-11-01 to 2025-11-21");
}

TEST_F(DateRanges, choose_the_step_of_time_by_their_length) {
  const auto step_for = [&](int n) {
    const DateRange range{.kind = DateRange::Kind::LastDays, .count = n};
    return name(time_dimension_for(span_of(range, now_)));
  };
  EXPECT_EQ(step_for(1), "time:hour");
  EXPECT_EQ(step_for(2), "time:hour");
  EXPECT_EQ(step_for(3), "time:day");
  EXPECT_EQ(step_for(41), "time:day");
  EXPECT_EQ(step_for(42), "time:week");
  EXPECT_EQ(step_for(365), "time:week");
  EXPECT_EQ(step_for(372), "time:month");
}

}  // namespace
}  // namespace glassjar::query

// DateRange: the period a question is about, as it was asked and as instants.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/measure.h"
#include "model/zone.h"

namespace glassjar::query {

// As asked.
struct DateRange {
  enum class Kind {
    Day,          // today, the whole of it
    Last24Hours,  // up to this instant
    LastDays,     // `count` days before today
    LastMonths,   // `count` calendar months before this one
    Month,        // this calendar month, the whole of it
    Year,
    All,       // from the first day with events to today
    Days,      // `first` to `last`, inclusive
    Instants,  // `from` to before `to`
  };
  Kind kind = Kind::Day;
  int count = 0;
  LocalDay first;
  LocalDay last;
  TimePoint from;
  TimePoint to;
};

// The words for relative ranges: "day", "24h", "7d", ...
const std::vector<std::string_view>& date_range_words();
std::optional<DateRange> date_range_named(std::string_view word);

// As instants: from <= time < to. `first_day` and `last_day` are the local days it touches.
struct Span {
  TimePoint from;
  TimePoint to;
  LocalDay first_day;
  LocalDay last_day;
  bool whole_days = false;
};

// What relative ranges are relative to.
struct Now {
  TimePoint time;
  const model::Zone& zone;
  // First and last day with events, for "all".
  std::optional<std::pair<LocalDay, LocalDay>> held;
};

Span span_of(const DateRange& range, const Now& now);

// The period of the same length before it. Days after today do not count into the length, so that
// a month that has begun is compared with as many days.
Span previous_period(const Span& span, const Now& now);
// 365 days earlier, up to the same day.
Span year_before(const Span& span, const Now& now);

// What the dimension "time" stands for in a range.
model::Dimension time_dimension_for(const Span& span);

}  // namespace glassjar::query

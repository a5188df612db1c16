// Calendar arithmetic in the site's zone.
//
// Relative ranges mean what they mean in Plausible's Stats API v2: "7d" and its like are whole days
// and end yesterday, "6mo" and "12mo" are whole months and end last month, so that an unfinished
// day never lowers an average; "day", "month" and "year" are the current ones.
#include "query/date_range.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace glassjar::query {
namespace {

using Kind = DateRange::Kind;
using std::chrono::year_month;
using std::chrono::year_month_day;

struct NamedRange {
  std::string_view word;
  Kind kind;
  int count = 0;
};

constexpr std::array kNamedRanges = {
    NamedRange{"day", Kind::Day},
    NamedRange{"24h", Kind::Last24Hours},
    NamedRange{"7d", Kind::LastDays, 7},
    NamedRange{"28d", Kind::LastDays, 28},
    NamedRange{"30d", Kind::LastDays, 30},
    NamedRange{"91d", Kind::LastDays, 91},
    NamedRange{"month", Kind::Month},
    NamedRange{"6mo", Kind::LastMonths, 6},
    NamedRange{"12mo", Kind::LastMonths, 12},
    NamedRange{"year", Kind::Year},
    NamedRange{"all", Kind::All},
};

constexpr days kYear{365};

Span whole_days(LocalDay first, LocalDay last, const model::Zone& zone) {
  return {.from = zone.start_of(first),
          .to = zone.start_of(last + days(1)),
          .first_day = first,
          .last_day = last,
          .whole_days = true};
}

Span instants(TimePoint from, TimePoint to, const model::Zone& zone) {
  Span span{.from = from,
            .to = to,
            .first_day = zone.day_of(from),
            .last_day = zone.day_of(std::max(from, to - microseconds(1)))};
  span.whole_days = from < to && zone.start_of(span.first_day) == from &&
                    zone.start_of(span.last_day + days(1)) == to;
  return span;
}

LocalDay first_of(year_month month) { return LocalDay(month / std::chrono::day(1)); }
LocalDay last_of(year_month month) { return first_of(month + std::chrono::months(1)) - days(1); }

}  // namespace

const std::vector<std::string_view>& date_range_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all;
    for (const NamedRange& range : kNamedRanges) all.push_back(range.word);
    return all;
  }();
  return words;
}

std::optional<DateRange> date_range_named(std::string_view word) {
  for (const NamedRange& range : kNamedRanges)
    if (range.word == word) return DateRange{.kind = range.kind, .count = range.count};
  return std::nullopt;
}

Span span_of(const DateRange& range, const Now& now) {
  const LocalDay today = now.zone.day_of(now.time);
  const year_month_day date(today);
  const year_month month = date.year() / date.month();
  switch (range.kind) {
    case Kind::Day:
      return whole_days(today, today, now.zone);
    case Kind::Last24Hours:
      return instants(now.time - hours(24), now.time, now.zone);
    case Kind::LastDays:
      return whole_days(today - days(range.count), today - days(1), now.zone);
    case Kind::LastMonths:
      return whole_days(first_of(month - std::chrono::months(range.count)),
                        last_of(month - std::chrono::months(1)), now.zone);
    case Kind::Month:
      return whole_days(first_of(month), last_of(month), now.zone);
    case Kind::Year:
      return whole_days(first_of(date.year() / std::chrono::January),
                        last_of(date.year() / std::chrono::December), now.zone);
    case Kind::All:
      return whole_days(now.held ? std::min(now.held->first, today) : today, today, now.zone);
    case Kind::Days:
      return whole_days(range.first, range.last, now.zone);
    case Kind::Instants:
      return instants(range.from, range.to, now.zone);
  }
  CHECK(false);
}

Span previous_period(const Span& span, const Now& now) {
  if (!span.whole_days) return instants(span.from - (span.to - span.from), span.from, now.zone);
  const LocalDay last =
      std::max(span.first_day, std::min(span.last_day, now.zone.day_of(now.time)));
  const days length = last - span.first_day + days(1);
  return whole_days(span.first_day - length, span.first_day - days(1), now.zone);
}

Span year_before(const Span& span, const Now& now) {
  if (!span.whole_days) return instants(span.from - kYear, span.to - kYear, now.zone);
  const LocalDay last =
      std::max(span.first_day, std::min(span.last_day, now.zone.day_of(now.time)));
  return whole_days(span.first_day - kYear, last - kYear, now.zone);
}

model::Dimension time_dimension_for(const Span& span) {
  const auto length = span.to - span.from;
  constexpr hours kClockChange{1};  // a day may be an hour longer
  if (length <= days(2) + kClockChange) return model::Dimension::TimeHour;
  if (length <= days(41) + kClockChange) return model::Dimension::TimeDay;
  if (length < days(53 * 7)) return model::Dimension::TimeWeek;
  return model::Dimension::TimeMonth;
}

}  // namespace glassjar::query

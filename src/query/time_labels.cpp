// Walking a range in local hours, days, weeks or months.
#include "query/time_labels.h"

#include <algorithm>

#include "base/check.h"

namespace glassjar::query {
namespace {

using model::Dimension;
using std::chrono::year_month_day;

// By instants, so that hours are those which the site's clocks showed.
std::vector<std::string> hour_labels(const Span& span, const model::Zone& zone) {
  std::vector<std::string> labels;
  constexpr minutes kStep{15};  // every offset from UTC is a multiple of it
  for (TimePoint time = span.from; time < span.to; time += kStep) {
    const LocalTime local(time.time_since_epoch() + zone.offset_at(time));
    const LocalDay day = std::chrono::floor<days>(local);
    std::string label = fmt::format("{} {:02}:00:00", to_iso(day),
                                    std::chrono::floor<hours>(local - LocalTime(day)).count());
    if (labels.empty() || labels.back() < label) labels.push_back(std::move(label));
  }
  return labels;
}

LocalDay next_week(LocalDay day) {
  return day + days(7) - (std::chrono::weekday(day) - std::chrono::Monday);
}

LocalDay next_month(LocalDay day) {
  const year_month_day date(day);
  return LocalDay((date.year() / date.month() + std::chrono::months(1)) / std::chrono::day(1));
}

LocalDay after(LocalDay day, Dimension dimension) {
  switch (dimension) {
    case Dimension::TimeDay:
      return day + days(1);
    case Dimension::TimeWeek:
      return next_week(day);
    case Dimension::TimeMonth:
      return next_month(day);
    default:
      CHECK(false);
  }
}

}  // namespace

Result<std::vector<std::string>> time_labels(const Span& span, Dimension dimension,
                                             const model::Zone& zone) {
  const auto too_many = fail(ErrorCode::InvalidArgument,
                             "include.time_labels: more than {}; ask for a longer time step or a "
                             "shorter date_range",
                             kTimeLabelsMax);
  if (dimension == Dimension::TimeHour) {
    if ((span.to - span.from) / hours(1) > static_cast<int64_t>(kTimeLabelsMax)) return too_many;
    return hour_labels(span, zone);
  }
  std::vector<std::string> labels;
  for (LocalDay day = span.first_day; day <= span.last_day; day = after(day, dimension)) {
    if (labels.size() == kTimeLabelsMax) return too_many;
    labels.push_back(to_iso(day));
  }
  return labels;
}

}  // namespace glassjar::query

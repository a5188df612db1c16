// Choosing of days by what the files say they hold.
#include "storage/duckdb/question_scope.h"

#include "storage/duckdb/schema.h"

namespace glassjar::storage::duckdb {
namespace {

// A site's local day is at most 14 hours ahead of UTC and 12 behind.
constexpr days kZoneSlack{1};

Month month_at(TimePoint time) {
  return month_of(LocalDay(std::chrono::floor<days>(time).time_since_epoch()));
}

}  // namespace

Month first_month_at(TimePoint from) { return month_at(from - kZoneSlack); }
Month last_month_at(TimePoint to) { return month_at(to + kZoneSlack); }

QuestionScope QuestionScope::of(const Aggregate& question, const Snapshot& snapshot) {
  QuestionScope scope;
  for (const Snapshot::File& each : snapshot.files) {
    File file{.alias = each.lease->alias};
    for (const DayHeld& day : each.days) {
      if (day.last < question.from || day.first >= question.to) continue;
      if (day.first < question.from || day.last >= question.to) scope.whole_visits = false;
      file.days.push_back(day_number(day.day));
      (day.built ? file.built : file.open).push_back(day_number(day.day));
    }
    if (!file.days.empty()) scope.files.push_back(std::move(file));
  }
  return scope;
}

}  // namespace glassjar::storage::duckdb

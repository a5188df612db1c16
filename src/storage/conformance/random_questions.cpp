// The generator of rows and questions.
#include "storage/conformance/random_questions.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "storage/conformance/event_store_conformance.h"

namespace glassjar::storage::conformance {
namespace {

using model::Dimension;
using model::Event;
using model::Metric;

constexpr uint64_t kDays = 20;
constexpr std::array kPages = {"/", "/a", "/b", "/B", "/a/b"};
constexpr std::array kSources = {"", "Google", "google", "News"};
constexpr std::array kPatterns = {"^/a", "b$", "(?i)B", "o+", ""};

const LocalDay kFirstDay = day("2026-03-20");

// Summer time begins in the night to 29 March, as far as this test cares at midnight.
minutes offset_on(LocalDay day_of_row) {
  return day_of_row < day("2026-03-29") ? hours(1) : hours(2);
}

TimePoint instant(LocalDay of, minutes after_midnight) {
  return TimePoint(of.time_since_epoch()) + after_midnight - offset_on(of);
}

}  // namespace

std::string RandomQuestions::page() { return kPages[below(kPages.size())]; }

model::Attributes RandomQuestions::attributes() {
  model::Attributes attributes;
  attributes.source = kSources[below(kSources.size())];
  attributes.country = one_in(2) ? "DE" : "FR";
  attributes.browser = one_in(2) ? "Firefox" : "Chrome";
  attributes.utm_campaign = one_in(4) ? "spring" : "";
  return attributes;
}

// Rows lie in one day, at most 29 minutes apart; ties in time occur.
void RandomQuestions::add_visit(std::vector<Event>& rows) {
  const LocalDay of = kFirstDay + days(below(kDays));
  const bool identified = !one_in(8);
  const bool remembered = one_in(5);
  Event row{.site = one_in(6) ? kOtherSite : kSite,
            .day = of,
            .utc_offset = offset_on(of),
            .tier = !identified  ? model::Tier::Signal
                    : remembered ? model::Tier::Remembered
                                 : model::Tier::Anonymous,
            .hostname = one_in(5) ? "shop.example.org" : "example.org",
            .attributes = attributes()};
  if (identified) {
    // A remembered visitor comes back on other days, an anonymous one on the same day only.
    row.visitor = model::VisitorId{
        remembered ? 1 + below(10)
                   : 1000 + 100 * model::number(row.site) + below(20) +
                         static_cast<uint64_t>(of.time_since_epoch().count()) * 1000};
    row.visit = model::VisitId{engine_() | 1};
  }
  minutes at{static_cast<int>(below(20 * 60))};
  bool seen = false;
  for (uint64_t i = 0, n = 1 + below(6); i < n; ++i, at += minutes(static_cast<int>(below(30)))) {
    row.time = instant(of, at);
    row.path = page();
    const uint64_t kind = identified && seen ? below(3) : below(2);
    row.kind = model::EventKind{static_cast<uint8_t>(kind)};
    row.name = kind == 0 ? "pageview" : kind == 1 ? "Signup" : "engagement";
    row.interactive = kind == 1 && one_in(2);
    row.engagement_ms = kind == 2 ? static_cast<uint32_t>(below(60'000)) : 0;
    row.scroll_depth =
        kind == 2 && !one_in(3) ? static_cast<uint8_t>(below(101)) : model::kNoScrollDepth;
    seen = true;
    rows.push_back(row);
  }
}

std::vector<Event> RandomQuestions::rows(size_t visits) {
  std::vector<Event> rows;
  for (size_t i = 0; i < visits; ++i) add_visit(rows);
  std::shuffle(rows.begin(), rows.end(), engine_);
  uint64_t seq = 1;
  for (Event& row : rows) row.seq = seq++;
  return rows;
}

Condition RandomQuestions::condition() {
  constexpr std::array kDimensions = {
      Dimension::Page,     Dimension::EventName, Dimension::Hostname, Dimension::EntryPage,
      Dimension::ExitPage, Dimension::Source,    Dimension::Country,  Dimension::UtmCampaign};
  Condition condition{.dimension = kDimensions[below(kDimensions.size())],
                      .op = Condition::Operator{static_cast<uint8_t>(below(3))},
                      .negated = one_in(3),
                      .case_sensitive = !one_in(3)};
  for (uint64_t i = 0, n = 1 + below(2); i < n; ++i) {
    const std::array<std::string, 4> texts = {page(), kSources[below(kSources.size())], "DE",
                                              "Signup"};
    condition.values.push_back(condition.op == Condition::Operator::Matches
                                   ? kPatterns[below(kPatterns.size())]
                                   : texts[below(texts.size())]);
  }
  return condition;
}

Filter RandomQuestions::filter(int depth) {
  if (depth == 0 || one_in(2)) return {.kind = Filter::Kind::Leaf, .condition = condition()};
  Filter made{.kind = Filter::Kind{static_cast<uint8_t>(below(3))}};
  const uint64_t children = made.kind == Filter::Kind::Not ? 1 : below(3);
  for (uint64_t i = 0; i < children; ++i) made.children.push_back(filter(depth - 1));
  return made;
}

void RandomQuestions::choose_range(Aggregate& question) {
  question.first_day = kFirstDay + days(below(kDays));
  question.last_day = question.first_day + days(below(30));
  question.whole_days = one_in(2);
  question.from = instant(question.first_day, minutes(0));
  question.to = instant(question.last_day + days(1), minutes(0));
  if (question.whole_days) return;
  question.from += minutes(static_cast<int>(below(600)));
  question.to -= minutes(static_cast<int>(below(600)));
}

Aggregate RandomQuestions::question() {
  constexpr std::array kDimensions = {
      Dimension::TimeHour, Dimension::TimeDay,   Dimension::TimeWeek, Dimension::TimeMonth,
      Dimension::Page,     Dimension::EventName, Dimension::Hostname, Dimension::EntryPage,
      Dimension::ExitPage, Dimension::Source,    Dimension::Country,  Dimension::Browser,
      Dimension::Page};
  Aggregate question{.site = kSite};
  choose_range(question);
  for (uint64_t i = 0, n = below(3); i < n; ++i)
    question.dimensions.push_back(kDimensions[below(kDimensions.size())]);
  const bool by_page =
      std::count(question.dimensions.begin(), question.dimensions.end(), Dimension::Page) > 0;
  for (uint64_t i = 0, n = 1 + below(5); i < n; ++i) {
    const Metric metric{static_cast<uint8_t>(below(11))};
    if (metric != Metric::ExitRate || by_page) question.metrics.push_back(metric);
  }
  if (question.metrics.empty()) question.metrics.push_back(Metric::Visitors);
  if (one_in(2)) question.filter = filter(2);
  if (one_in(3)) question.order = {{.by = Order::By::Metric, .index = 0, .descending = one_in(2)}};
  if (one_in(4)) question.excluded = {model::VisitorId{1 + below(10)}, model::VisitorId{3}};
  question.limit = one_in(3) ? 1 + below(5) : 10'000;
  question.offset = one_in(4) ? below(6) : 0;
  return question;
}

}  // namespace glassjar::storage::conformance

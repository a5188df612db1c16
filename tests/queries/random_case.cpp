// Drawing of streams and questions.
#include "random_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "query/date_range.h"
#include "visit_assigner.h"

namespace glassjar::queries {
namespace {

using model::Dimension;
using model::Event;
using model::EventKind;
using model::Metric;
using storage::Aggregate;
using storage::Condition;
using storage::Filter;
using storage::Order;

constexpr size_t kEventsMax = 120;
constexpr model::SiteId kSite{1};
constexpr model::SiteId kOtherSite{2};
// Six days later the clocks go back, seven days later a month ends.
const LocalDay kFirstDay{std::chrono::year(2026) / 10 / 24};

const std::vector<std::string> kPaths = {"/", "/a", "/A", "/b/c", "/b"};
const std::vector<std::string> kNames = {"Signup", "Order"};
const std::vector<std::string> kHosts = {"example.org", "shop.example.org"};
const std::vector<std::string> kSources = {"", "Google", "google", "Bing"};
const std::vector<std::string> kCountries = {"", "DE", "AT"};
const std::vector<std::string> kBrowsers = {"Firefox", "Chrome"};
const std::vector<std::string> kPatterns = {"^/a", "b", "^$", "[Gg]oo", "c$|^D", "."};

constexpr Dimension kAttributes[] = {
    Dimension::Page,     Dimension::EventName, Dimension::Hostname, Dimension::EntryPage,
    Dimension::ExitPage, Dimension::Source,    Dimension::Country,  Dimension::Browser,
};
constexpr Metric kCounts[] = {Metric::Visitors, Metric::Visits, Metric::Pageviews, Metric::Events,
                              Metric::EventsWithoutId};
constexpr Metric kRatios[] = {Metric::ViewsPerVisit, Metric::BounceRate, Metric::VisitDuration,
                              Metric::TimeOnPage, Metric::ScrollDepth};

const std::vector<std::string>& values_for(Dimension dimension) {
  static const std::vector<std::string> kAllNames = {"pageview", "Signup", "Order"};
  switch (dimension) {
    case Dimension::Page:
    case Dimension::EntryPage:
    case Dimension::ExitPage:
      return kPaths;
    case Dimension::EventName:
      return kAllNames;
    case Dimension::Hostname:
      return kHosts;
    case Dimension::Source:
      return kSources;
    case Dimension::Country:
      return kCountries;
    default:
      return kBrowsers;
  }
}

}  // namespace

RandomCase::RandomCase(uint64_t seed)
    : engine_(seed), zone_(model::Zone::find("Europe/Berlin").value()) {
  people_ = 1 + below(8);
  pause_max_ = minutes(1 + below(600));
  for (size_t i = 0; i < people_; ++i)
    clock_.push_back(zone_.start_of(kFirstDay) + minutes(below(4 * 24 * 60)));
}

bool RandomCase::chance(double probability) {
  return static_cast<double>(below(1'000'000)) < probability * 1'000'000;
}

Event RandomCase::event(uint64_t seq) {
  const size_t person = below(people_);
  TimePoint& now = clock_[person];
  // Mostly in order, on whole minutes so that some happen at once, and some late.
  now += minutes(below(static_cast<size_t>(pause_max_.count())));
  Event event{.seq = seq, .site = chance(0.9) ? kSite : kOtherSite, .time = now};
  if (chance(0.1)) event.time -= minutes(below(90));
  event.day = zone_.day_of(event.time);
  event.utc_offset = zone_.offset_at(event.time);
  if (chance(0.1)) {
    event.tier = model::Tier::Signal;
  } else {
    const bool remembered = person % 3 == 0;
    event.tier = remembered ? model::Tier::Remembered : model::Tier::Anonymous;
    const auto day = remembered ? 0 : (event.day - kFirstDay).count() + 10;
    event.visitor = model::VisitorId{1 + person + 100 * static_cast<uint64_t>(day)};
  }
  event.kind = chance(0.6)   ? EventKind::Pageview
               : chance(0.5) ? EventKind::Custom
                             : EventKind::Engagement;
  event.name = event.kind == EventKind::Pageview ? "pageview"
               : event.kind == EventKind::Custom ? one_of(kNames)
                                                 : "engagement";
  event.interactive = event.kind == EventKind::Custom && chance(0.5);
  event.path = one_of(kPaths);
  event.hostname = one_of(kHosts);
  event.attributes.source = one_of(kSources);
  event.attributes.country = one_of(kCountries);
  event.attributes.browser = one_of(kBrowsers);
  if (event.kind == EventKind::Engagement) {
    event.engagement_ms = static_cast<uint32_t>(below(100'000));
    if (chance(0.8)) event.scroll_depth = static_cast<uint8_t>(below(101));
  }
  return event;
}

std::vector<Event> RandomCase::stream() {
  std::vector<Event> rows;
  VisitAssigner here;
  VisitAssigner there;
  const size_t events = 1 + below(kEventsMax);
  for (uint64_t seq = 1; seq <= events; ++seq) {
    Event each = event(seq);
    if (!is_set(each.visitor) && each.kind == EventKind::Engagement) continue;
    const bool is_here = each.site == kSite;
    std::optional<Event> row = (is_here ? here : there).assign(std::move(each));
    if (!row) continue;
    if (!is_here && is_set(row->visit))
      row->visit = model::VisitId{model::number(row->visit) + 1'000'000};
    rows.push_back(std::move(*row));
  }
  return rows;
}

Dimension RandomCase::attribute() { return kAttributes[below(std::size(kAttributes))]; }

Filter RandomCase::leaf() {
  Filter filter{.kind = Filter::Kind::Leaf};
  Condition& condition = filter.condition;
  condition.dimension = attribute();
  condition.op = static_cast<Condition::Operator>(below(3));
  condition.negated = chance(0.3);
  const bool matches = condition.op == Condition::Operator::Matches;
  condition.case_sensitive = matches || chance(0.7);
  const auto& values = matches ? kPatterns : values_for(condition.dimension);
  for (size_t i = 0; i <= below(2); ++i) condition.values.push_back(one_of(values));
  return filter;
}

Filter RandomCase::filter(int depth) {
  if (depth == 0 || chance(0.4)) return leaf();
  Filter filter{.kind = static_cast<Filter::Kind>(below(3))};
  const size_t children = filter.kind == Filter::Kind::Not ? 1 : 1 + below(3);
  for (size_t i = 0; i < children; ++i) filter.children.push_back(this->filter(depth - 1));
  return filter;
}

void RandomCase::put_range(Aggregate& question) {
  query::DateRange range{.kind = query::DateRange::Kind::Days};
  range.first = kFirstDay - days(1) + days(below(8));
  range.last = range.first + days(below(10));
  if (chance(0.3)) {
    range.kind = query::DateRange::Kind::Instants;
    range.from = zone_.start_of(range.first) + minutes(below(24 * 60));
    range.to = range.from + minutes(1 + below(3 * 24 * 60));
  }
  const query::Span span = span_of(range, {.time = TimePoint{}, .zone = zone_});
  question.from = span.from;
  question.to = span.to;
  question.first_day = span.first_day;
  question.last_day = span.last_day;
  question.whole_days = span.whole_days;
}

Aggregate RandomCase::question() {
  Aggregate question{.site = kSite};
  put_range(question);
  if (chance(0.4)) question.dimensions.push_back(static_cast<Dimension>(below(4)));
  for (size_t i = 0; i < below(3); ++i) {
    const Dimension dimension = attribute();
    auto& known = question.dimensions;
    if (std::count(known.begin(), known.end(), dimension) == 0) known.push_back(dimension);
  }
  for (const Metric metric : kCounts)
    if (chance(0.4)) question.metrics.push_back(metric);
  if (question.metrics.empty()) question.metrics.push_back(Metric::Visitors);
  const size_t counts = question.metrics.size();
  for (const Metric metric : kRatios)
    if (chance(0.4)) question.metrics.push_back(metric);
  const auto& d = question.dimensions;
  if (std::count(d.begin(), d.end(), Dimension::Page) > 0 && chance(0.6))
    question.metrics.push_back(Metric::ExitRate);
  if (chance(0.6)) question.filter = filter(2);
  if (chance(0.7)) question.order.push_back({.index = below(counts), .descending = chance(0.5)});
  if (!d.empty() && chance(0.5))
    question.order.push_back(
        {.by = Order::By::Dimension, .index = below(d.size()), .descending = chance(0.5)});
  if (chance(0.3)) question.limit = 1 + below(4);
  if (chance(0.2)) question.offset = below(4);
  for (size_t i = 0; i < below(3); ++i)
    question.excluded.push_back(model::VisitorId{1 + below(people_)});
  return question;
}

}  // namespace glassjar::queries

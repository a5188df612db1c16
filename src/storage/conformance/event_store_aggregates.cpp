// The suite's second half: every metric, dimension and operator on one small, hand-computed set.
#include "storage/conformance/event_store_aggregates.h"

#include <gmock/gmock.h>

#include <utility>

#include "storage/conformance/event_store_conformance.h"

namespace glassjar::storage::conformance {

using model::Dimension;
using model::Event;
using model::Metric;
using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

void link_event_store_aggregates() {}

namespace {

constexpr auto kAbsent = std::nullopt;

Event from(std::string source, std::string country, Event event) {
  event.attributes = {.referrer = source.empty() ? "" : source + "/r",
                      .source = std::move(source),
                      .channel = "channel",
                      .utm_source = "us",
                      .utm_medium = "um",
                      .utm_campaign = "uc",
                      .utm_content = "ut",
                      .utm_term = "uq",
                      .country = std::move(country),
                      .device = "Desktop",
                      .browser = "Firefox",
                      .browser_version = "130",
                      .os = "Linux",
                      .os_version = "6"};
  return event;
}

// Monday 2 March 2026 and the day after. Visitor 103 is remembered; one pageview has no id.
//   visit 11 of 101: /a 10:00, /b 10:01, /a 10:03    30 s on /b, 15 s on /a
//   visit 12 of 102: /b 12:59, interactive Signup 13:01
//   visit 13 of 102: /a 15:00                        a bounce
//   visit 15 of 103: /c 20:00, /a 20:10
//   visit 14 of 103: /c 09:00 on the next day        a bounce
Batch small_set() {
  Event signup = custom(8, 102, 12, "2026-03-02T13:01", "/b", "Signup");
  signup.interactive = true;
  Event no_id = pageview(10, 0, 0, "2026-03-02T16:00", "/a");
  no_id.hostname = "shop.example.org";
  Batch batch = batch_of({
      from("Google", "DE", pageview(1, 101, 11, "2026-03-02T10:00", "/a")),
      from("Google", "DE", pageview(2, 101, 11, "2026-03-02T10:01", "/b")),
      from("Google", "DE", report(3, 101, 11, "2026-03-02T10:02", "/b", 30'000, 80)),
      from("Google", "DE", pageview(4, 101, 11, "2026-03-02T10:03", "/a")),
      from("Google", "DE", report(5, 101, 11, "2026-03-02T10:04", "/a", 10'000, 50)),
      from("Google", "DE", report(6, 101, 11, "2026-03-02T10:05", "/a", 5'000, 40)),
      from("", "FR", pageview(7, 102, 12, "2026-03-02T12:59", "/b")),
      from("", "FR", signup),
      from("Bing", "FR", pageview(9, 102, 13, "2026-03-02T15:00", "/a")),
      from("", "DE", no_id),
      from("News", "DE", pageview(11, 103, 15, "2026-03-02T20:00", "/c")),
      from("News", "DE", pageview(12, 103, 15, "2026-03-02T20:10", "/a")),
      from("News", "DE", pageview(13, 103, 14, "2026-03-03T09:00", "/c")),
  });
  for (Event& row : batch.rows)
    if (row.visitor == model::VisitorId{103}) row.tier = model::Tier::Remembered;
  return batch;
}

TableRow row(std::vector<std::string> dimensions, std::vector<std::optional<double>> metrics) {
  return {.dimensions = std::move(dimensions), .metrics = std::move(metrics)};
}

Filter negated(Filter filter) {
  filter.condition.negated = true;
  return filter;
}

Filter with(Condition::Operator op, Filter filter) {
  filter.condition.op = op;
  return filter;
}

Filter ignoring_case(Filter filter) {
  filter.condition.case_sensitive = false;
  return filter;
}

Filter combined(Filter::Kind kind, std::vector<Filter> children) {
  return {.kind = kind, .children = std::move(children)};
}

Aggregate both_days(std::vector<Metric> metrics, std::vector<Dimension> dimensions = {}) {
  return ask("2026-03-02", "2026-03-03", std::move(metrics), std::move(dimensions));
}

std::vector<std::optional<double>> only_row(const Table& table) {
  EXPECT_EQ(table.rows.size(), 1U);
  return table.rows.empty() ? std::vector<std::optional<double>>{} : table.rows.front().metrics;
}

}  // namespace

// Asks while the days are open and once they are maintained: the answer must be the same.
Table EventStoreConformance::asked_of_small_set(const Aggregate& question) {
  apply(small_set());
  const Table open = table(question);
  EXPECT_TRUE(store().maintain(kSite, day("2026-03-04")));
  Table built = table(question);
  EXPECT_EQ(open.rows, built.rows);
  EXPECT_EQ(open.total_rows, built.total_rows);
  return built;
}

std::vector<std::optional<double>> EventStoreConformance::filtered(std::vector<Metric> metrics,
                                                                   Filter filter) {
  Aggregate question = both_days(std::move(metrics));
  question.filter = std::move(filter);
  return only_row(asked_of_small_set(question));
}

TEST_P(EventStoreConformance, every_metric_in_total) {
  EXPECT_THAT(
      only_row(asked_of_small_set(
          both_days({Metric::Visitors, Metric::Visits, Metric::Pageviews, Metric::Events,
                     Metric::ViewsPerVisit, Metric::BounceRate, Metric::VisitDuration,
                     Metric::TimeOnPage, Metric::ScrollDepth, Metric::EventsWithoutId}))),
      ElementsAre(Optional(3.0), Optional(5.0), Optional(9.0), Optional(10.0), Optional(1.6),
                  Optional(40.0), Optional(180.0), Optional(45.0), Optional(65.0), Optional(1.0)));
}

TEST_P(EventStoreConformance, totals_without_scroll_depth_are_the_same) {
  EXPECT_THAT(only_row(asked_of_small_set(
                  both_days({Metric::TimeOnPage, Metric::BounceRate, Metric::Visitors}))),
              ElementsAre(Optional(45.0), Optional(40.0), Optional(3.0)));
}

TEST_P(EventStoreConformance, every_metric_by_page) {
  const Table answer = asked_of_small_set(
      both_days({Metric::Visitors, Metric::Pageviews, Metric::Visits, Metric::BounceRate,
                 Metric::TimeOnPage, Metric::ScrollDepth, Metric::ExitRate},
                {Dimension::Page}));
  EXPECT_THAT(answer.rows, ElementsAre(row({"/a"}, {3, 5, 3, 50, 15, 50, 75}),
                                       row({"/b"}, {2, 2, 2, 0, 30, 80, 50}),
                                       row({"/c"}, {1, 2, 2, 50, kAbsent, kAbsent, 50})));
  EXPECT_EQ(answer.total_rows, 3U);
}

TEST_P(EventStoreConformance, by_event_name_and_hostname) {
  const Table answer = asked_of_small_set(
      both_days({Metric::Events, Metric::Visits}, {Dimension::Hostname, Dimension::EventName}));
  EXPECT_THAT(answer.rows, ElementsAre(row({"example.org", "Signup"}, {1, 1}),
                                       row({"example.org", "pageview"}, {8, 5}),
                                       row({"shop.example.org", "pageview"}, {1, 0})));
}

TEST_P(EventStoreConformance, groups_that_nothing_is_taken_over_are_left_out) {
  EXPECT_THAT(asked_of_small_set(both_days({Metric::Visits}, {Dimension::Hostname})).rows,
              ElementsAre(row({"example.org"}, {5})));
  EXPECT_THAT(table(both_days({Metric::TimeOnPage}, {Dimension::Source})).rows,
              ElementsAre(row({"Google"}, {45})));
}

TEST_P(EventStoreConformance, by_source) {
  EXPECT_THAT(asked_of_small_set(both_days({Metric::Visitors, Metric::Visits, Metric::Pageviews},
                                           {Dimension::Source}))
                  .rows,
              ElementsAre(row({""}, {1, 1, 2}), row({"Bing"}, {1, 1, 1}),
                          row({"Google"}, {1, 1, 3}), row({"News"}, {1, 2, 3})));
}

TEST_P(EventStoreConformance, by_entry_and_exit_page) {
  EXPECT_THAT(
      asked_of_small_set(both_days({Metric::Visitors, Metric::Visits},
                                   {Dimension::EntryPage, Dimension::ExitPage}))
          .rows,
      ElementsAre(row({"", ""}, {0, 0}), row({"/a", "/a"}, {2, 2}), row({"/b", "/b"}, {1, 1}),
                  row({"/c", "/a"}, {1, 1}), row({"/c", "/c"}, {1, 1})));
}

TEST_P(EventStoreConformance, by_every_attribute) {
  const std::vector<std::pair<Dimension, std::string>> google = {
      {Dimension::Referrer, "Google/r"},  {Dimension::Channel, "channel"},
      {Dimension::UtmSource, "us"},       {Dimension::UtmMedium, "um"},
      {Dimension::UtmCampaign, "uc"},     {Dimension::UtmContent, "ut"},
      {Dimension::UtmTerm, "uq"},         {Dimension::Country, "DE"},
      {Dimension::Device, "Desktop"},     {Dimension::Browser, "Firefox"},
      {Dimension::BrowserVersion, "130"}, {Dimension::Os, "Linux"},
      {Dimension::OsVersion, "6"}};
  apply(small_set());
  for (const auto& [dimension, value] : google) {
    Aggregate question = both_days({Metric::Visits}, {dimension});
    question.filter = where(Dimension::Source, {"Google"});
    EXPECT_THAT(table(question).rows, ElementsAre(row({value}, {1})));
    ASSERT_TRUE(store().maintain(kSite, day("2026-03-04")));
    EXPECT_THAT(table(question).rows, ElementsAre(row({value}, {1})));
  }
}

TEST_P(EventStoreConformance, by_hour_visits_belong_to_their_first_event) {
  Aggregate question = both_days({Metric::Visits, Metric::Events}, {Dimension::TimeHour});
  question.filter = where(Dimension::Country, {"FR"});
  EXPECT_THAT(asked_of_small_set(question).rows, ElementsAre(row({"2026-03-02 12:00:00"}, {1, 1}),
                                                             row({"2026-03-02 13:00:00"}, {0, 1}),
                                                             row({"2026-03-02 15:00:00"}, {1, 1})));
}

TEST_P(EventStoreConformance, by_day_week_and_month) {
  const std::vector<Metric> metrics = {Metric::Visitors, Metric::Visits, Metric::Pageviews};
  EXPECT_THAT(asked_of_small_set(both_days(metrics, {Dimension::TimeDay})).rows,
              ElementsAre(row({"2026-03-02"}, {3, 4, 8}), row({"2026-03-03"}, {1, 1, 1})));
  EXPECT_THAT(table(both_days(metrics, {Dimension::TimeWeek})).rows,
              ElementsAre(row({"2026-03-02"}, {3, 5, 9})));
  EXPECT_THAT(table(ask("2026-02-01", "2026-03-31", metrics, {Dimension::TimeMonth})).rows,
              ElementsAre(row({"2026-03-01"}, {3, 5, 9})));
}

TEST_P(EventStoreConformance, weeks_and_months_begin_no_earlier_than_the_range) {
  apply(small_set());
  for (const Dimension dimension : {Dimension::TimeWeek, Dimension::TimeMonth})
    EXPECT_THAT(table(ask("2026-03-03", "2026-03-31", {Metric::Visits}, {dimension})).rows,
                ElementsAre(row({"2026-03-03"}, {1})));
}

TEST_P(EventStoreConformance, filters_by_value_and_by_none_of_values) {
  EXPECT_THAT(filtered({Metric::Pageviews, Metric::Visits}, where(Dimension::Page, {"/b", "/c"})),
              ElementsAre(Optional(4.0), Optional(4.0)));
  EXPECT_THAT(
      filtered({Metric::Pageviews, Metric::Visits}, negated(where(Dimension::Page, {"/b", "/c"}))),
      ElementsAre(Optional(5.0), Optional(3.0)));
  EXPECT_THAT(filtered({Metric::Pageviews}, where(Dimension::Source, {""})),
              ElementsAre(Optional(2.0)));
  EXPECT_THAT(filtered({Metric::Pageviews}, where(Dimension::Page, {})),
              ElementsAre(Optional(0.0)));
}

TEST_P(EventStoreConformance, filters_by_a_part_and_by_a_pattern) {
  using enum Condition::Operator;
  const std::vector<Metric> metrics = {Metric::Pageviews};
  const auto count = [&](Filter filter) { return filtered(metrics, std::move(filter)).at(0); };
  EXPECT_EQ(count(with(Contains, where(Dimension::Source, {"oog", "ing"}))), 4.0);
  EXPECT_EQ(count(with(Contains, where(Dimension::Source, {"OOG"}))), 0.0);
  EXPECT_EQ(count(ignoring_case(with(Contains, where(Dimension::Source, {"OOG"})))), 3.0);
  EXPECT_EQ(count(ignoring_case(where(Dimension::Source, {"gOOGLE", "go.gle"}))), 3.0);
  EXPECT_EQ(count(with(Matches, where(Dimension::Page, {"^/[bc]$"}))), 4.0);
  EXPECT_EQ(count(negated(with(Matches, where(Dimension::Page, {"^/[bc]$"})))), 5.0);
  EXPECT_EQ(count(ignoring_case(with(Matches, where(Dimension::Source, {"^g.*E"})))), 3.0);
}

TEST_P(EventStoreConformance, hostile_values_are_only_values) {
  using enum Condition::Operator;
  for (const std::string& value :
       {std::string("'; DROP TABLE events; --"), std::string("\\'"), std::string("%_"),
        std::string("a\0b", 3), std::string("$$"), std::string("\xC3\xA9")})
    for (const Condition::Operator op : {Is, Contains}) {
      EXPECT_EQ(filtered({Metric::Pageviews}, with(op, where(Dimension::Page, {value}))).at(0),
                0.0);
      EXPECT_EQ(
          filtered({Metric::Pageviews}, ignoring_case(with(op, where(Dimension::Page, {value}))))
              .at(0),
          0.0);
    }
}

TEST_P(EventStoreConformance, a_pattern_that_is_none_is_refused) {
  apply(small_set());
  Aggregate question = both_days({Metric::Pageviews});
  question.filter = with(Condition::Operator::Matches, where(Dimension::Page, {"("}));
  const Result<Table> answer = store().aggregate(question);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::InvalidArgument);
}

TEST_P(EventStoreConformance, filters_combine) {
  const Filter german = where(Dimension::Country, {"DE"});
  const Filter on_c = where(Dimension::Page, {"/c"});
  const std::vector<Metric> metrics = {Metric::Pageviews};
  EXPECT_THAT(filtered(metrics, combined(Filter::Kind::All, {german, on_c})),
              ElementsAre(Optional(2.0)));
  EXPECT_THAT(
      filtered(metrics, combined(Filter::Kind::Any, {on_c, where(Dimension::Country, {"FR"})})),
      ElementsAre(Optional(4.0)));
  EXPECT_THAT(filtered(metrics, combined(Filter::Kind::Not, {on_c})), ElementsAre(Optional(7.0)));
  EXPECT_THAT(filtered(metrics, combined(Filter::Kind::Any, {})), ElementsAre(Optional(0.0)));
}

TEST_P(EventStoreConformance, entry_and_exit_page_hold_for_all_rows_of_the_visit) {
  const std::vector<Metric> metrics = {Metric::Visitors, Metric::Pageviews, Metric::Visits};
  EXPECT_THAT(filtered(metrics, where(Dimension::EntryPage, {"/c"})),
              ElementsAre(Optional(1.0), Optional(3.0), Optional(2.0)));
  EXPECT_THAT(filtered(metrics, where(Dimension::ExitPage, {"/a"})),
              ElementsAre(Optional(3.0), Optional(6.0), Optional(3.0)));
  EXPECT_THAT(filtered(metrics, where(Dimension::EntryPage, {""})),
              ElementsAre(Optional(0.0), Optional(1.0), Optional(0.0)));
  Filter both = combined(Filter::Kind::All,
                         {where(Dimension::EntryPage, {"/c"}), where(Dimension::Page, {"/a"})});
  EXPECT_THAT(filtered(metrics, std::move(both)),
              ElementsAre(Optional(1.0), Optional(1.0), Optional(1.0)));
}

TEST_P(EventStoreConformance, under_a_page_filter_bounces_are_of_visits_that_entered_there) {
  const std::vector<Metric> metrics = {Metric::BounceRate, Metric::Visits, Metric::VisitDuration};
  EXPECT_THAT(filtered(metrics, where(Dimension::Page, {"/a"})),
              ElementsAre(Optional(50.0), Optional(3.0), Optional(260.0)));
  EXPECT_THAT(filtered(metrics, where(Dimension::Page, {"/nowhere"})),
              ElementsAre(Eq(kAbsent), Optional(0.0), Eq(kAbsent)));
}

TEST_P(EventStoreConformance, excluded_visitors_count_nowhere) {
  Aggregate question = both_days({Metric::Visitors, Metric::Visits, Metric::Pageviews,
                                  Metric::Events, Metric::EventsWithoutId, Metric::TimeOnPage});
  question.excluded = {model::VisitorId{101}, model::VisitorId{103}};
  EXPECT_THAT(only_row(asked_of_small_set(question)),
              ElementsAre(Optional(1.0), Optional(2.0), Optional(3.0), Optional(4.0), Optional(1.0),
                          Eq(kAbsent)));
  question.dimensions = {Dimension::Page};
  question.metrics = {Metric::Visitors, Metric::Visits};
  EXPECT_THAT(table(question).rows, ElementsAre(row({"/a"}, {1, 1}), row({"/b"}, {1, 1})));
}

TEST_P(EventStoreConformance, pages_are_stable_and_know_their_total) {
  Aggregate question = both_days({Metric::Visits}, {Dimension::Source});
  question.order = {{.by = Order::By::Metric, .index = 0, .descending = true}};
  question.limit = 2;
  const Table first = asked_of_small_set(question);
  EXPECT_THAT(first.rows, ElementsAre(row({"News"}, {2}), row({""}, {1})));
  EXPECT_EQ(first.total_rows, 4U);
  question.offset = 2;
  EXPECT_THAT(table(question).rows, ElementsAre(row({"Bing"}, {1}), row({"Google"}, {1})));
  question.offset = 9;
  const Table beyond = table(question);
  EXPECT_THAT(beyond.rows, IsEmpty());
  EXPECT_EQ(beyond.total_rows, 4U);
}

TEST_P(EventStoreConformance, absent_metrics_sort_last_up_and_down) {
  Aggregate question = both_days({Metric::TimeOnPage, Metric::Visitors}, {Dimension::Page});
  for (const bool descending : {false, true}) {
    question.order = {{.by = Order::By::Metric, .index = 0, .descending = descending}};
    EXPECT_EQ(asked_of_small_set(question).rows.back().dimensions.front(), "/c");
  }
  question.order = {{.by = Order::By::Dimension, .index = 0, .descending = true}};
  EXPECT_EQ(table(question).rows.front().dimensions.front(), "/c");
}

TEST_P(EventStoreConformance, a_range_can_cut_a_visit) {
  // From 10:02 to 13:00: the first visit began before, the second begins within.
  Aggregate question = both_days({Metric::Visitors, Metric::Pageviews, Metric::Visits,
                                  Metric::ViewsPerVisit, Metric::VisitDuration});
  question.from = pageview(0, 0, 0, "2026-03-02T10:02", "/").time;
  question.to = pageview(0, 0, 0, "2026-03-02T13:00", "/").time;
  question.whole_days = false;
  EXPECT_THAT(
      only_row(asked_of_small_set(question)),
      ElementsAre(Optional(2.0), Optional(2.0), Optional(1.0), Optional(1.0), Optional(120.0)));
}

TEST_P(EventStoreConformance, days_follow_the_offset_of_each_row) {
  // Berlin springs forward at 02:00 on 29 March 2026: the day has 23 hours.
  Event before = pageview(1, 1, 1, "2026-03-29T01:30", "/");
  Event after = pageview(2, 2, 2, "2026-03-29T02:30", "/");  // 03:30 by the wall
  Event late = pageview(3, 3, 3, "2026-03-29T22:59", "/");   // 23:59 by the wall
  after.utc_offset = late.utc_offset = hours(2);
  apply(batch_of({before, after, late}));
  Aggregate question = ask("2026-03-29", "2026-03-29", {Metric::Pageviews}, {Dimension::TimeHour});
  question.to -= hours(1);
  EXPECT_THAT(table(question).rows,
              ElementsAre(row({"2026-03-29 01:00:00"}, {1}), row({"2026-03-29 03:00:00"}, {1}),
                          row({"2026-03-29 23:00:00"}, {1})));
  question.dimensions = {Dimension::TimeDay};
  ASSERT_TRUE(store().maintain(kSite, day("2026-03-30")));
  EXPECT_THAT(table(question).rows, ElementsAre(row({"2026-03-29"}, {3})));
}

TEST_P(EventStoreConformance, nothing_is_answered_by_zeros_and_absences) {
  Aggregate question = both_days({Metric::Visitors, Metric::BounceRate});
  EXPECT_THAT(only_row(table(question)), ElementsAre(Optional(0.0), Eq(kAbsent)));
  question.dimensions = {Dimension::Page};
  EXPECT_THAT(table(question).rows, IsEmpty());
  apply(small_set());
  question = ask("2026-05-01", "2026-05-02", {Metric::Visitors, Metric::BounceRate});
  EXPECT_THAT(only_row(table(question)), ElementsAre(Optional(0.0), Eq(kAbsent)));
  question = both_days({Metric::Visitors});
  question.site = kOtherSite;
  EXPECT_THAT(only_row(table(question)), ElementsAre(Optional(0.0)));
}

}  // namespace glassjar::storage::conformance

// The suite's first half: rows in, rows changed, rows out. The other half is in
// event_store_aggregates.cpp.
#include "storage/conformance/event_store_conformance.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "storage/conformance/event_store_aggregates.h"

namespace glassjar::storage::conformance {

using model::Dimension;
using model::Event;
using model::Metric;
using testing::ElementsAre;
using testing::Optional;

namespace {

constexpr hours kAheadOfUtc{1};

Event event_at(uint64_t seq, uint64_t visitor, uint64_t visit, std::string_view local_time,
               std::string path) {
  Event event{.seq = seq,
              .site = kSite,
              .time = parse_time(std::string(local_time) + "Z").value() - kAheadOfUtc,
              .utc_offset = kAheadOfUtc,
              .tier = visitor == 0 ? model::Tier::Signal : model::Tier::Anonymous,
              .visitor = model::VisitorId{visitor},
              .visit = model::VisitId{visit},
              .hostname = "example.org",
              .path = std::move(path)};
  event.day = std::chrono::floor<days>(model::local_time(event));
  return event;
}

RemovalLogged removal(uint64_t visitor, RemovalLogged::How how) {
  return {.site = kSite, .visitor = model::VisitorId{visitor}, .how = how};
}

std::vector<uint64_t> seqs(const std::vector<Event>& events) {
  std::vector<uint64_t> seqs;
  for (const Event& event : events) seqs.push_back(event.seq);
  return seqs;
}

// Every field at a value of its own.
Event full_event() {
  Event event = custom(7, 70, 700, "2026-03-02T10:00", "/prix/\xC3\xA9t\xC3\xA9", "Sign up");
  event.time += microseconds(123456);
  event.tier = model::Tier::Remembered;
  event.interactive = true;
  event.attributes = {.referrer = "news.example/a",
                      .source = "News",
                      .channel = "Referral",
                      .utm_source = "us",
                      .utm_medium = "um",
                      .utm_campaign = "uc",
                      .utm_content = "ut",
                      .utm_term = "it's \"quoted\"",
                      .country = "FR",
                      .device = "Mobile",
                      .browser = "Firefox",
                      .browser_version = "130",
                      .os = "Android",
                      .os_version = "15"};
  event.props = {{"plan", "pro"}, {"colour", "bleu"}};
  return event;
}

}  // namespace

std::string engine_name(const testing::TestParamInfo<EventStoreEngine>& engine) {
  return engine.param.name;
}

void PrintTo(const EventStoreEngine& engine, std::ostream* out) { *out << engine.name; }

Event pageview(uint64_t seq, uint64_t visitor, uint64_t visit, std::string_view local_time,
               std::string path) {
  Event event = event_at(seq, visitor, visit, local_time, std::move(path));
  event.name = "pageview";
  return event;
}

Event custom(uint64_t seq, uint64_t visitor, uint64_t visit, std::string_view local_time,
             std::string path, std::string name) {
  Event event = event_at(seq, visitor, visit, local_time, std::move(path));
  event.kind = model::EventKind::Custom;
  event.name = std::move(name);
  return event;
}

Event report(uint64_t seq, uint64_t visitor, uint64_t visit, std::string_view local_time,
             std::string path, uint32_t engagement_ms, uint8_t scroll_depth) {
  Event event = event_at(seq, visitor, visit, local_time, std::move(path));
  event.kind = model::EventKind::Engagement;
  event.name = "engagement";
  event.engagement_ms = engagement_ms;
  event.scroll_depth = scroll_depth;
  return event;
}

Batch batch_of(std::vector<Event> rows) {
  const uint64_t first = rows.front().seq;
  const uint64_t next = rows.back().seq + 1;
  return {.spool_id = kSpool, .first_seq = first, .next_seq = next, .rows = std::move(rows)};
}

LocalDay day(std::string_view text) { return parse_day(text).value(); }

Aggregate ask(std::string_view first_day, std::string_view last_day, std::vector<Metric> metrics,
              std::vector<Dimension> dimensions) {
  const auto start = [](LocalDay of) { return TimePoint(of.time_since_epoch()) - kAheadOfUtc; };
  return {.site = kSite,
          .from = start(day(first_day)),
          .to = start(day(last_day) + days(1)),
          .first_day = day(first_day),
          .last_day = day(last_day),
          .whole_days = true,
          .dimensions = std::move(dimensions),
          .metrics = std::move(metrics)};
}

Filter where(Dimension dimension, std::vector<std::string> values) {
  return {.kind = Filter::Kind::Leaf,
          .condition = {.dimension = dimension, .values = std::move(values)}};
}

EventStoreConformance::EventStoreConformance() : harness_(GetParam().make()) {
  link_event_store_aggregates();
}

void EventStoreConformance::apply(const Batch& batch) {
  const Result<void> applied = store().apply(batch);
  ASSERT_TRUE(applied) << applied.error().message;
}

Table EventStoreConformance::table(const Aggregate& question) {
  Result<Table> answer = store().aggregate(question);
  EXPECT_TRUE(answer) << answer.error().message;
  return answer ? std::move(answer).value() : Table{};
}

std::vector<std::optional<double>> EventStoreConformance::totals(const Aggregate& question) {
  const Table answer = table(question);
  EXPECT_EQ(answer.rows.size(), 1U);
  return answer.rows.empty() ? std::vector<std::optional<double>>{} : answer.rows.front().metrics;
}

TEST_P(EventStoreConformance, returns_every_field_of_a_row) {
  const Event event = full_event();
  apply(batch_of({event}));
  reopen();
  const auto rows = store().rows_of(kSite, event.visitor, 0, 10).value();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows.front() == event);
}

TEST_P(EventStoreConformance, does_not_store_the_page_load) {
  Event event = pageview(1, 10, 100, "2026-03-02T10:00", "/");
  event.page_load = model::PageLoadId{99};
  apply(batch_of({event}));
  const auto rows = store().rows_of(kSite, event.visitor, 0, 10).value();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(is_set(rows.front().page_load));
}

TEST_P(EventStoreConformance, rows_come_in_order_of_seq_across_months_and_in_pages) {
  apply(batch_of({pageview(1, 10, 100, "2026-03-31T10:00", "/"),
                  pageview(2, 10, 101, "2026-04-01T10:00", "/"),
                  pageview(3, 11, 102, "2026-04-01T10:00", "/"),
                  pageview(4, 10, 100, "2026-03-31T10:01", "/")}));
  const model::VisitorId visitor{10};
  EXPECT_THAT(seqs(store().rows_of(kSite, visitor, 0, 2).value()), ElementsAre(1, 2));
  EXPECT_THAT(seqs(store().rows_of(kSite, visitor, 2, 9).value()), ElementsAre(4));
  EXPECT_TRUE(store().rows_of(kOtherSite, visitor, 0, 9).value().empty());
}

TEST_P(EventStoreConformance, a_batch_applied_twice_changes_nothing) {
  const Batch batch = batch_of({pageview(1, 10, 100, "2026-03-31T10:00", "/"),
                                pageview(2, 11, 101, "2026-04-01T10:00", "/")});
  apply(batch);
  apply(batch);
  reopen();
  apply(batch);
  EXPECT_THAT(totals(ask("2026-03-01", "2026-04-30", {Metric::Pageviews})),
              ElementsAre(Optional(2.0)));
  EXPECT_EQ(store().applied_below(kSpool).value(), 3U);
  EXPECT_EQ(store().touched_below(kSpool).value(), 3U);
}

TEST_P(EventStoreConformance, a_longer_batch_adds_only_what_is_new) {
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/")}));
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/"),
                  pageview(2, 11, 101, "2026-03-02T11:00", "/")}));
  EXPECT_THAT(totals(ask("2026-03-01", "2026-03-31", {Metric::Pageviews})),
              ElementsAre(Optional(2.0)));
}

TEST_P(EventStoreConformance, positions_are_kept_by_spool) {
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/")}));
  Batch other = batch_of({pageview(50, 10, 100, "2026-03-02T10:01", "/")});
  other.spool_id = kSpool + 1;
  apply(other);
  reopen();
  EXPECT_EQ(store().applied_below(kSpool).value(), 2U);
  EXPECT_EQ(store().applied_below(kSpool + 1).value(), 51U);
  EXPECT_EQ(store().applied_below(kSpool + 2).value(), 0U);
}

TEST_P(EventStoreConformance, knows_a_number_above_the_rows_of_every_spool) {
  EXPECT_EQ(store().seq_above_all().value(), 0U);
  apply(batch_of({pageview(50, 10, 100, "2026-03-02T10:00", "/")}));
  Batch other = batch_of({pageview(7, 11, 101, "2026-04-02T10:01", "/")});
  other.spool_id = kSpool + 1;
  apply(other);
  reopen();
  EXPECT_EQ(store().seq_above_all().value(), 51U);
}

TEST_P(EventStoreConformance, a_batch_without_rows_moves_the_position) {
  apply({.spool_id = kSpool, .first_seq = 1, .next_seq = 5});
  EXPECT_EQ(store().applied_below(kSpool).value(), 5U);
}

TEST_P(EventStoreConformance, a_rekey_moves_rows_of_its_own_and_of_earlier_batches) {
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/a"),
                  pageview(2, 10, 100, "2026-03-02T10:01", "/b")}));
  Batch batch = batch_of({pageview(3, 10, 100, "2026-03-02T10:02", "/c")});
  batch.rekeys.push_back({.site = kSite,
                          .day = day("2026-03-02"),
                          .seqs = {2, 3},
                          .visitor = model::VisitorId{99},
                          .visit = model::VisitId{900}});
  apply(batch);
  reopen();
  EXPECT_THAT(seqs(store().rows_of(kSite, model::VisitorId{10}, 0, 9).value()), ElementsAre(1));
  const auto moved = store().rows_of(kSite, model::VisitorId{99}, 0, 9).value();
  ASSERT_THAT(seqs(moved), ElementsAre(2, 3));
  for (const Event& row : moved) {
    EXPECT_EQ(row.visit, model::VisitId{900});
    EXPECT_EQ(row.tier, model::Tier::Remembered);
  }
}

TEST_P(EventStoreConformance, visits_of_a_day_can_be_continued_after_a_restart) {
  Event last = pageview(3, 10, 100, "2026-03-02T10:10", "/b");
  last.hostname = "shop.example.org";
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/a"),
                  custom(2, 10, 100, "2026-03-02T10:20", "/a", "Download"), last,
                  report(4, 10, 100, "2026-03-02T10:25", "/b", 100, 10),
                  pageview(5, 0, 0, "2026-03-02T10:00", "/"),
                  pageview(6, 11, 101, "2026-03-03T10:00", "/")}));
  reopen();
  const auto visits = store().visits_on(kSite, day("2026-03-02")).value();
  ASSERT_EQ(visits.size(), 1U);
  const OpenVisit& open = visits.front();
  EXPECT_EQ(open.visit.id, model::VisitId{100});
  EXPECT_EQ(open.visit.pageviews, 2U);
  EXPECT_EQ(open.visit.events, 3U);
  EXPECT_EQ(open.visit.entry_page, "/a");
  EXPECT_EQ(open.visit.exit_page, "/b");
  EXPECT_EQ(open.visit.last - open.visit.first, minutes(20));
  EXPECT_EQ(open.last_hostname, "shop.example.org");
  EXPECT_EQ(open.last_pageview_seq, 3U);
  EXPECT_EQ(open.last_pageview_time, last.time);
}

TEST_P(EventStoreConformance, erasing_a_visitor_leaves_the_others) {
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/a"),
                  pageview(2, 11, 101, "2026-03-02T10:00", "/a"),
                  pageview(3, 10, 102, "2026-04-02T10:00", "/a")}));
  EXPECT_EQ(store().remove({removal(10, RemovalLogged::How::Erase)}).value(), 2U);
  EXPECT_EQ(store().remove({removal(10, RemovalLogged::How::Erase)}).value(), 0U);
  reopen();
  EXPECT_THAT(totals(ask("2026-03-01", "2026-04-30", {Metric::Visitors, Metric::Pageviews})),
              ElementsAre(Optional(1.0), Optional(1.0)));
  EXPECT_EQ(store().size().value().rows, 1U);
  EXPECT_EQ(store().applied_below(kSpool).value(), 4U);
}

TEST_P(EventStoreConformance, removal_keeps_to_its_site) {
  Event elsewhere = pageview(2, 10, 101, "2026-03-02T10:00", "/a");
  elsewhere.site = kOtherSite;
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/a"), elsewhere}));
  EXPECT_EQ(store().remove({removal(10, RemovalLogged::How::Erase)}).value(), 1U);
  EXPECT_EQ(store().rows_of(kOtherSite, model::VisitorId{10}, 0, 9).value().size(), 1U);
}

TEST_P(EventStoreConformance, anonymising_cuts_the_link_between_days_and_keeps_counts) {
  Batch batch = batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/a"),
                          pageview(2, 10, 100, "2026-03-02T10:01", "/b"),
                          pageview(3, 10, 101, "2026-03-03T10:00", "/a")});
  for (Event& row : batch.rows) row.tier = model::Tier::Remembered;
  apply(batch);
  EXPECT_EQ(store().remove({removal(10, RemovalLogged::How::Anonymise)}).value(), 3U);
  EXPECT_TRUE(store().rows_of(kSite, model::VisitorId{10}, 0, 9).value().empty());
  EXPECT_THAT(totals(ask("2026-03-02", "2026-03-03",
                         {Metric::Visitors, Metric::Visits, Metric::Pageviews})),
              ElementsAre(Optional(2.0), Optional(2.0), Optional(3.0)));
}

TEST_P(EventStoreConformance, unlinking_keeps_events_without_an_id) {
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/a"),
                  pageview(2, 11, 101, "2026-03-02T10:00", "/a")}));
  EXPECT_EQ(store().remove({removal(10, RemovalLogged::How::Unlink)}).value(), 1U);
  EXPECT_THAT(
      totals(ask("2026-03-02", "2026-03-02",
                 {Metric::Visitors, Metric::Visits, Metric::Pageviews, Metric::EventsWithoutId})),
      ElementsAre(Optional(1.0), Optional(1.0), Optional(2.0), Optional(1.0)));
}

TEST_P(EventStoreConformance, changes_to_a_maintained_day_are_seen) {
  const Aggregate question =
      ask("2026-03-02", "2026-03-02", {Metric::Visitors, Metric::Visits, Metric::BounceRate});
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/a"),
                  pageview(2, 11, 101, "2026-03-02T10:00", "/a")}));
  ASSERT_TRUE(store().maintain(kSite, day("2026-03-03")));
  EXPECT_THAT(totals(question), ElementsAre(Optional(2.0), Optional(2.0), Optional(100.0)));
  apply(batch_of({pageview(3, 10, 100, "2026-03-02T10:01", "/b")}));
  EXPECT_THAT(totals(question), ElementsAre(Optional(2.0), Optional(2.0), Optional(50.0)));
  ASSERT_TRUE(store().maintain(kSite, day("2026-03-03")));
  ASSERT_TRUE(store().remove({removal(11, RemovalLogged::How::Erase)}));
  EXPECT_THAT(totals(question), ElementsAre(Optional(1.0), Optional(1.0), Optional(0.0)));
  ASSERT_TRUE(store().maintain(kSite, day("2026-03-03")));
  EXPECT_THAT(totals(question), ElementsAre(Optional(1.0), Optional(1.0), Optional(0.0)));
}

TEST_P(EventStoreConformance, tells_which_days_it_holds) {
  EXPECT_EQ(store().days_held(kSite).value(), std::nullopt);
  apply(batch_of({pageview(1, 10, 100, "2026-04-30T10:00", "/"),
                  pageview(2, 10, 101, "2026-03-02T10:00", "/")}));
  EXPECT_EQ(store().days_held(kSite).value(), std::pair(day("2026-03-02"), day("2026-04-30")));
  EXPECT_EQ(store().days_held(kOtherSite).value(), std::nullopt);
}

TEST_P(EventStoreConformance, counts_current_visitors) {
  apply(batch_of({pageview(1, 10, 100, "2026-03-02T10:00", "/"),
                  pageview(2, 11, 101, "2026-03-02T10:04", "/"),
                  pageview(3, 12, 102, "2026-03-02T10:05", "/"),
                  report(4, 10, 100, "2026-03-02T10:06", "/", 1, 1),
                  pageview(5, 0, 0, "2026-03-02T10:06", "/")}));
  const TimePoint since = pageview(9, 0, 0, "2026-03-02T10:04", "/").time;
  EXPECT_EQ(store().current_visitors(kSite, since, {}).value(), 2U);
  EXPECT_EQ(store().current_visitors(kSite, since, {model::VisitorId{12}}).value(), 1U);
  EXPECT_EQ(store().current_visitors(kOtherSite, since, {}).value(), 0U);
}

}  // namespace glassjar::storage::conformance

// Which visit an event belongs to, case by case.
#include "ingest/visit_table.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "storage/memory_stores.h"

namespace glassjar::ingest {
namespace {

using model::DropReason;
using model::Event;
using model::EventKind;
using model::PageLoadId;
using model::SiteId;
using model::VisitId;
using model::VisitorId;

constexpr SiteId kSite{1};
constexpr uint64_t kSpool = 7;
const LocalDay kDay{std::chrono::year(2026) / 11 / 21};
const TimePoint kNoon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + hours(12)};

// A table on a store in memory. What is assigned is stored only when store() is called.
struct VisitTableTest : testing::Test {
  Event event(minutes at, uint64_t visitor, uint64_t page_load = 0) {
    Event made{.seq = ++seq,
               .site = kSite,
               .time = kNoon + at,
               .day = kDay,
               .page_load = PageLoadId{page_load},
               .visitor = VisitorId{visitor},
               .name = "pageview",
               .hostname = "example.org",
               .path = "/" + std::to_string(at.count())};
    if (visitor == 0) made.tier = model::Tier::Signal;
    return made;
  }
  Event report(minutes at, uint64_t visitor, uint64_t page_load = 0) {
    Event made = event(at, visitor, page_load);
    made.kind = EventKind::Engagement;
    made.name = "engagement";
    made.path = "/reported";
    return made;
  }

  std::optional<DropReason> assign(Event& made) {
    EXPECT_FALSE(table->needs_apply(made));
    const auto refusal = table->assign(made).value();
    if (!refusal) batch.rows.push_back(made);
    return refusal;
  }
  uint64_t visit_at(minutes at, uint64_t visitor, uint64_t page_load = 0) {
    Event made = event(at, visitor, page_load);
    EXPECT_EQ(assign(made), std::nullopt);
    return number(made.visit);
  }
  std::optional<storage::Rekey> choose(uint64_t page_load, uint64_t visitor) {
    auto rekey = table->choose({kSite, PageLoadId{page_load}, VisitorId{visitor}}, ++seq).value();
    if (rekey) batch.rekeys.push_back(*rekey);
    return rekey;
  }
  void store() {
    batch.spool_id = kSpool;
    batch.next_seq = seq + 1;
    events.apply(batch).value();
    batch = {.first_seq = seq + 1};
    table->applied();
  }

  uint64_t seq = 0;
  FakeClock clock{kNoon};
  storage::MemoryStores stores;
  storage::EventStore& events = stores.events;
  std::optional<VisitTable> table{std::in_place, events, clock};
  storage::Batch batch;
};

TEST_F(VisitTableTest, an_event_within_thirty_minutes_joins_and_a_later_one_opens) {
  EXPECT_EQ(visit_at(minutes(0), 5), 1U);
  EXPECT_EQ(visit_at(minutes(30), 5), 1U);
  EXPECT_EQ(visit_at(minutes(61), 5), 3U);
  EXPECT_EQ(visit_at(minutes(61), 6), 4U);
}

TEST_F(VisitTableTest, a_late_event_joins_the_nearer_of_two_visits_and_never_merges_them) {
  EXPECT_EQ(visit_at(minutes(0), 5), 1U);
  EXPECT_EQ(visit_at(minutes(50), 5), 2U);
  EXPECT_EQ(visit_at(minutes(27), 5), 2U);
  EXPECT_EQ(visit_at(minutes(13), 5), 1U);
  EXPECT_EQ(visit_at(minutes(20), 5), 1U);  // equally near: the one opened first
  EXPECT_EQ(visit_at(minutes(50), 5), 2U);
}

TEST_F(VisitTableTest, each_day_has_visits_of_its_own) {
  EXPECT_EQ(visit_at(minutes(0), 5), 1U);
  Event next_day = event(minutes(1), 5);
  next_day.day = kDay + days(1);
  EXPECT_EQ(assign(next_day), std::nullopt);
  EXPECT_EQ(next_day.visit, VisitId{2});
}

TEST_F(VisitTableTest, later_events_of_a_visit_carry_what_its_first_event_came_with) {
  Event first = event(minutes(0), 5);
  first.attributes = {.source = "Google", .country = "DE"};
  assign(first);
  Event second = event(minutes(1), 5);
  second.attributes = {.source = "example.net", .country = "FR"};
  assign(second);
  EXPECT_EQ(second.attributes, first.attributes);
}

TEST_F(VisitTableTest, a_restarted_table_goes_on_with_stored_visits) {
  Event first = event(minutes(0), 5);
  first.attributes = {.source = "Google"};
  assign(first);
  visit_at(minutes(45), 5);
  store();
  table.emplace(events, clock);
  Event late = event(minutes(10), 5);
  assign(late);
  EXPECT_EQ(late.visit, VisitId{1});
  EXPECT_EQ(late.attributes.source, "Google");
  Event unlinked = report(minutes(70), 5);
  EXPECT_EQ(assign(unlinked), std::nullopt);
  EXPECT_EQ(unlinked.visit, VisitId{2});
  EXPECT_EQ(unlinked.path, "/45");
}

TEST_F(VisitTableTest, a_report_belongs_to_the_pageview_of_its_page_load) {
  visit_at(minutes(0), 5, 100);
  visit_at(minutes(1), 5, 200);
  Event first_tab = report(minutes(2), 5, 100);
  EXPECT_EQ(assign(first_tab), std::nullopt);
  EXPECT_EQ(first_tab.path, "/0");
  EXPECT_EQ(first_tab.visit, VisitId{1});
  Event unknown = report(minutes(2), 5, 300);
  EXPECT_EQ(assign(unknown), std::nullopt);
  EXPECT_EQ(unknown.path, "/1");
}

TEST_F(VisitTableTest, a_report_names_one_of_several_pages_of_its_page_load) {
  visit_at(minutes(0), 5, 100);
  visit_at(minutes(1), 5, 100);
  Event named = report(minutes(2), 5, 100);
  named.path = "/0";
  assign(named);
  EXPECT_EQ(named.path, "/0");
  Event other = report(minutes(2), 5, 100);
  assign(other);
  EXPECT_EQ(other.path, "/1");
}

TEST_F(VisitTableTest, a_report_neither_opens_nor_extends_a_visit) {
  Event alone = report(minutes(0), 5);
  EXPECT_EQ(assign(alone), DropReason::EngagementWithoutVisit);
  const uint64_t visit = visit_at(minutes(0), 5);
  Event reading = report(minutes(25), 5);
  assign(reading);
  EXPECT_NE(visit_at(minutes(40), 5), visit);
}

TEST_F(VisitTableTest, a_report_after_midnight_is_dated_at_its_pageview) {
  visit_at(minutes(0), 5, 100);
  Event late = report(minutes(12 * 60 + 5), 6, 100);
  late.day = kDay + days(1);
  EXPECT_EQ(assign(late), std::nullopt);
  EXPECT_EQ(late.day, kDay);
  EXPECT_EQ(late.time, kNoon);
  EXPECT_EQ(late.visitor, VisitorId{5});
}

TEST_F(VisitTableTest,
       events_without_a_visitor_have_no_visit_and_their_reports_need_the_page_load) {
  EXPECT_EQ(visit_at(minutes(0), 0, 100), 0U);
  Event known = report(minutes(1), 0, 100);
  EXPECT_EQ(assign(known), std::nullopt);
  EXPECT_EQ(known.visit, VisitId{});
  EXPECT_EQ(known.path, "/0");
  Event unknown = report(minutes(1), 0, 200);
  EXPECT_EQ(assign(unknown), DropReason::EngagementWithoutVisit);
}

TEST_F(VisitTableTest, a_choice_moves_one_page_load_and_nothing_else_of_the_shared_hash) {
  visit_at(minutes(0), 5, 100);
  visit_at(minutes(1), 5, 200);
  const auto rekey = choose(200, 900);
  ASSERT_TRUE(rekey);
  EXPECT_EQ(rekey->seqs, std::vector<uint64_t>{2});
  EXPECT_EQ(rekey->visitor, VisitorId{900});
  EXPECT_EQ(rekey->visit, VisitId{3});
  Event next = event(minutes(2), 900, 300);
  next.tier = model::Tier::Remembered;
  assign(next);
  EXPECT_EQ(next.visit, VisitId{3});
}

TEST_F(VisitTableTest, events_and_reports_of_a_chosen_page_load_follow) {
  visit_at(minutes(0), 5, 100);
  choose(100, 900);
  Event in_flight = event(minutes(1), 6, 100);
  assign(in_flight);
  EXPECT_EQ(in_flight.visitor, VisitorId{900});
  EXPECT_EQ(in_flight.tier, model::Tier::Remembered);
  Event reading = report(minutes(2), 6, 100);
  assign(reading);
  EXPECT_EQ(reading.visitor, VisitorId{900});
  EXPECT_EQ(reading.visit, VisitId{2});
}

TEST_F(VisitTableTest, a_choice_may_come_before_the_first_event_of_its_page_load) {
  EXPECT_FALSE(choose(100, 900));
  Event first = event(minutes(0), 5, 100);
  assign(first);
  EXPECT_EQ(first.visitor, VisitorId{900});
}

TEST_F(VisitTableTest, a_choice_moves_events_that_had_no_visitor) {
  visit_at(minutes(0), 0, 100);
  const auto rekey = choose(100, 900);
  ASSERT_TRUE(rekey);
  EXPECT_EQ(rekey->seqs, std::vector<uint64_t>{1});
}

TEST_F(VisitTableTest, the_visit_a_page_load_left_is_read_again_once_that_is_stored) {
  visit_at(minutes(0), 5, 100);
  visit_at(minutes(25), 5, 200);
  choose(200, 900);
  EXPECT_TRUE(table->needs_apply(kSite, VisitorId{5}));
  store();
  EXPECT_FALSE(table->needs_apply(kSite, VisitorId{5}));
  EXPECT_EQ(visit_at(minutes(40), 5), 4U);  // 40 minutes after what is left of visit 1
  EXPECT_EQ(visit_at(minutes(20), 5), 1U);
}

TEST_F(VisitTableTest, a_visit_of_the_chosen_visitor_that_lost_its_rows_is_read_again_too) {
  visit_at(minutes(0), 5, 100);
  visit_at(minutes(0), 6, 200);
  choose(100, 900);
  choose(200, 900);
  choose(200, 901);
  Event follows = event(minutes(1), 5, 100);
  EXPECT_TRUE(table->needs_apply(follows));
  store();
  assign(follows);
  EXPECT_EQ(follows.visit, VisitId{3});
}

TEST_F(VisitTableTest, a_page_load_is_forgotten_thirty_minutes_after_its_last_event) {
  visit_at(minutes(0), 5, 100);
  store();
  clock.advance(minutes(31));
  table->applied();
  EXPECT_EQ(table->page_loads(), 0U);
  EXPECT_FALSE(choose(100, 900));
}

TEST_F(VisitTableTest, a_page_load_that_idled_begins_anew_with_its_next_visit) {
  visit_at(minutes(0), 5, 100);
  visit_at(minutes(45), 5, 100);
  const auto rekey = choose(100, 900);
  ASSERT_TRUE(rekey);
  EXPECT_EQ(rekey->seqs, std::vector<uint64_t>{2});
}

TEST_F(VisitTableTest, a_forgotten_visitor_starts_over) {
  visit_at(minutes(0), 5, 100);
  store();
  events.remove({{.site = kSite, .visitor = VisitorId{5}}}).value();
  table->forget(kSite, VisitorId{5});
  EXPECT_EQ(table->page_loads(), 0U);
  EXPECT_EQ(visit_at(minutes(1), 5), 2U);
}

TEST_F(VisitTableTest, days_nobody_asks_for_are_given_up_and_read_again) {
  visit_at(minutes(0), 5);
  store();
  clock.advance(hours(2));
  table->applied();
  EXPECT_EQ(table->days(), 0U);
  EXPECT_EQ(visit_at(minutes(10), 5), 1U);
}

TEST_F(VisitTableTest, over_its_bound_the_longest_unused_day_goes_first) {
  table.emplace(events, clock, VisitTableLimits{.visits_max = 3, .days_max = 10});
  visit_at(minutes(0), 5);
  clock.advance(minutes(1));
  for (const uint64_t visitor : {6, 7, 8}) {
    Event next_day = event(minutes(0), visitor);
    next_day.day = kDay + days(1);
    assign(next_day);
  }
  store();
  EXPECT_EQ(table->days(), 1U);
  EXPECT_EQ(table->visits(), 3U);
  EXPECT_EQ(visit_at(minutes(1), 5), 1U);
}

TEST_F(VisitTableTest, one_day_over_the_bound_forgets_the_visits_idle_longest) {
  table.emplace(events, clock, VisitTableLimits{.visits_max = 4, .days_max = 10});
  for (const uint64_t visitor : {5, 6, 7, 8, 9, 10}) visit_at(minutes(visitor), visitor);
  store();
  EXPECT_EQ(table->visits(), 3U);
  EXPECT_EQ(visit_at(minutes(11), 10), 6U);
}

}  // namespace
}  // namespace glassjar::ingest

// The loader on stores in memory: what is stored, in what order, and what a failure leaves.
#include "ingest/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "storage/memory_stores.h"

namespace glassjar::ingest {
namespace {

using model::Event;
using model::EventKind;
using model::PageLoadId;
using model::SiteId;
using model::VisitId;
using model::VisitorId;
using storage::RemovalLogged;
using testing::ElementsAre;

constexpr SiteId kSite{1};
const LocalDay kDay{std::chrono::year(2026) / 11 / 21};
const TimePoint kNoon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + hours(12)};

// A store whose next applies fail, before or after they have done their work.
class FailingStore final : public storage::EventStore {
 public:
  explicit FailingStore(storage::EventStore& store) : store_(store) {}

  Result<void> apply(const storage::Batch& batch) override {
    ++applies;
    if (failures_before > 0 && failures_before-- > 0)
      return fail(ErrorCode::Unavailable, "apply a batch: told to fail");
    TRY(store_.apply(batch));
    if (failures_after > 0 && failures_after-- > 0)
      return fail(ErrorCode::Unavailable, "apply a batch: told to fail late");
    return {};
  }
  Result<uint64_t> remove(const std::vector<RemovalLogged>& removals) override {
    ++removes;
    return store_.remove(removals);
  }

  Result<uint64_t> applied_below(uint64_t spool_id) override {
    return store_.applied_below(spool_id);
  }
  Result<uint64_t> seq_above_all() override { return store_.seq_above_all(); }
  Result<std::vector<storage::OpenVisit>> visits_on(SiteId site, LocalDay day) override {
    return store_.visits_on(site, day);
  }
  Result<std::vector<Event>> rows_of(SiteId site, VisitorId visitor, uint64_t after_seq,
                                     size_t limit) override {
    return store_.rows_of(site, visitor, after_seq, limit);
  }
  // What no loader asks.
  Result<storage::Table> aggregate(const storage::Aggregate&) override { return unasked(); }
  Result<uint64_t> current_visitors(SiteId, TimePoint, const std::vector<VisitorId>&) override {
    return unasked();
  }
  Result<std::optional<std::pair<LocalDay, LocalDay>>> days_held(SiteId) override {
    return unasked();
  }
  Result<void> maintain(SiteId, LocalDay) override { return unasked(); }
  Result<Size> size() override { return unasked(); }

  std::atomic<int> failures_before{0};
  std::atomic<int> failures_after{0};
  std::atomic<int> applies{0};
  int removes = 0;

 private:
  static unexpected<Error> unasked() { return fail(ErrorCode::Unavailable, "no loader asks this"); }

  storage::EventStore& store_;
};

// Tells below which entry no byte is left.
class PurgedSpool final : public storage::Spool {
 public:
  explicit PurgedSpool(storage::Spool& spool) : spool_(spool) {}

  Result<void> trim(uint64_t seq, Trim how) override {
    if (how == Trim::Purge) purged_below = seq;
    return spool_.trim(seq, how);
  }

  void append(std::string payload, uint32_t width, Done done) override {
    spool_.append(std::move(payload), width, std::move(done));
  }
  Result<uint64_t> append_and_wait(std::string payload, uint32_t width) override {
    return spool_.append_and_wait(std::move(payload), width);
  }
  uint64_t id() const override { return spool_.id(); }
  uint64_t next_seq() const override { return spool_.next_seq(); }
  Result<std::vector<storage::SpoolEntry>> read(uint64_t from, size_t bytes_max) override {
    return spool_.read(from, bytes_max);
  }
  void wait_for(uint64_t from, milliseconds timeout) override { spool_.wait_for(from, timeout); }
  void wake() override { spool_.wake(); }

  uint64_t purged_below = 0;

 private:
  storage::Spool& spool_;
};

struct LoaderTest : testing::Test {
  Event event(minutes at, uint64_t visitor, uint64_t page_load = 0) {
    return {.site = kSite,
            .time = kNoon + at,
            .day = kDay,
            .page_load = PageLoadId{page_load},
            .visitor = VisitorId{visitor},
            .name = "pageview",
            .hostname = "example.org",
            .path = "/" + std::to_string(at.count())};
  }
  uint64_t log(const storage::LogEntry& entry) {
    return spool.append_and_wait(storage::encode(entry), storage::width_of(entry)).value();
  }
  uint64_t log(Event made) { return log(storage::EventsLogged{{std::move(made)}}); }
  uint64_t log_choice(uint64_t page_load, uint64_t visitor) {
    return log(storage::ChoiceLogged{kSite, PageLoadId{page_load}, VisitorId{visitor}});
  }
  uint64_t log_removal(uint64_t erasure, uint64_t visitor) {
    return log(RemovalLogged{model::ErasureId{erasure}, kSite, VisitorId{visitor},
                             RemovalLogged::How::Erase});
  }
  std::unique_ptr<Loader> make_loader(LoaderOptions options = {}) {
    return std::make_unique<Loader>(spool, store, clock, hooks, options);
  }
  void load_all() { EXPECT_EQ(loader->step().value(), Loader::Step::CaughtUp); }
  // seq, visitor and visit of a visitor's rows.
  std::vector<std::tuple<uint64_t, uint64_t, uint64_t>> rows_of(uint64_t visitor) {
    std::vector<std::tuple<uint64_t, uint64_t, uint64_t>> found;
    const std::vector<Event> rows = store.rows_of(kSite, VisitorId{visitor}, 0, 1'000).value();
    for (const Event& row : rows)
      found.emplace_back(row.seq, number(row.visitor), number(row.visit));
    return found;
  }

  using Row = std::tuple<uint64_t, uint64_t, uint64_t>;
  FakeClock clock{kNoon};
  storage::MemoryStores stores;
  FailingStore store{stores.events};
  PurgedSpool spool{stores.spool};
  LoaderHooks hooks;
  std::unique_ptr<Loader> loader = make_loader();
};

TEST_F(LoaderTest, stores_each_event_of_an_entry_with_its_number_and_visit) {
  log(storage::EventsLogged{{event(minutes(0), 5), event(minutes(1), 5), event(minutes(2), 6)}});
  log(event(minutes(3), 5));
  load_all();
  EXPECT_THAT(rows_of(5), ElementsAre(Row{1, 5, 1}, Row{2, 5, 1}, Row{4, 5, 1}));
  EXPECT_THAT(rows_of(6), ElementsAre(Row{3, 6, 3}));
  EXPECT_EQ(loader->step().value(), Loader::Step::Idle);
  EXPECT_EQ(loader->metrics().rows, 4U);
  EXPECT_EQ(loader->metrics().lag, 0U);
}

TEST_F(LoaderTest, numbers_that_no_entry_has_count_as_stored) {
  storage::MemoryStores later(/*seed=*/2, /*first_seq=*/100);
  Loader fresh(later.spool, store, clock, {});
  EXPECT_EQ(fresh.step().value(), Loader::Step::Idle);
  EXPECT_TRUE(fresh.wait_until_applied(100, milliseconds(0)));
  EXPECT_EQ(store.applies, 0);
}

TEST_F(LoaderTest, forgets_in_the_spool_what_is_stored) {
  log(event(minutes(0), 5));
  load_all();
  EXPECT_TRUE(spool.read(0, 1'000).value().empty());
}

TEST_F(LoaderTest, a_restart_goes_on_where_the_store_is) {
  log(event(minutes(0), 5));
  load_all();
  log(event(minutes(1), 5));
  loader = make_loader();
  load_all();
  EXPECT_THAT(rows_of(5), ElementsAre(Row{1, 5, 1}, Row{2, 5, 1}));
}

TEST_F(LoaderTest, a_store_that_fails_before_or_after_its_work_is_asked_again_with_the_same_rows) {
  log(event(minutes(0), 5));
  store.failures_before = 1;
  store.failures_after = 1;
  EXPECT_FALSE(loader->step());
  log(event(minutes(1), 5));
  EXPECT_FALSE(loader->step());
  load_all();
  EXPECT_THAT(rows_of(5), ElementsAre(Row{1, 5, 1}, Row{2, 5, 1}));
  EXPECT_EQ(loader->metrics().failures, 2U);
}

TEST_F(LoaderTest, full_batches_are_stored_before_the_spool_is_read_to_its_end) {
  loader = make_loader({.rows_max = 2});
  for (int i = 0; i < 5; ++i) log(event(minutes(i), 5));
  EXPECT_EQ(loader->step().value(), Loader::Step::Full);
  EXPECT_EQ(rows_of(5).size(), 2U);
  EXPECT_EQ(loader->step().value(), Loader::Step::Full);
  EXPECT_EQ(loader->step().value(), Loader::Step::CaughtUp);
  EXPECT_EQ(rows_of(5).size(), 5U);
}

TEST_F(LoaderTest, a_choice_moves_rows_that_are_stored_and_rows_of_its_own_batch) {
  log(event(minutes(0), 5, 100));
  load_all();
  log(event(minutes(1), 5, 100));
  log_choice(100, 900);
  log(event(minutes(2), 5, 200));
  load_all();
  EXPECT_THAT(rows_of(900), ElementsAre(Row{1, 900, 3}, Row{2, 900, 3}));
  EXPECT_THAT(rows_of(5), ElementsAre(Row{4, 5, 4}));
}

TEST_F(LoaderTest, a_choice_is_stored_before_the_visit_it_took_rows_from_goes_on) {
  log(event(minutes(0), 5, 100));
  log(event(minutes(25), 5, 200));
  log_choice(200, 900);
  log(event(minutes(40), 5));  // 15 minutes after a row that has left
  load_all();
  EXPECT_THAT(rows_of(5), ElementsAre(Row{1, 5, 1}, Row{4, 5, 4}));
}

TEST_F(LoaderTest, a_removal_takes_what_came_before_it_also_from_the_same_batch) {
  uint64_t confirmed_rows = 0;
  hooks.removed = [&](const RemovalLogged& removal, uint64_t rows) -> Result<void> {
    EXPECT_EQ(removal.erasure, model::ErasureId{77});
    EXPECT_TRUE(spool.read(0, 1'000).value().empty());
    EXPECT_TRUE(rows_of(5).empty());
    confirmed_rows = rows;
    return {};
  };
  loader = make_loader();
  log(event(minutes(0), 5, 100));
  log(event(minutes(1), 6));
  log_removal(77, 5);
  load_all();
  EXPECT_EQ(confirmed_rows, 1U);
  EXPECT_THAT(rows_of(6), ElementsAre(Row{2, 6, 2}));
}

TEST_F(LoaderTest, a_request_that_overtook_its_visitors_removal_leaves_nothing) {
  log(event(minutes(0), 5));
  log_removal(77, 5);
  log(event(minutes(1), 5));
  log(event(minutes(1), 6));
  load_all();
  clock.advance(minutes(4));
  log(event(minutes(4), 5));
  load_all();
  EXPECT_TRUE(rows_of(5).empty());
  EXPECT_THAT(rows_of(6), ElementsAre(Row{4, 6, 4}));
}

TEST_F(LoaderTest, a_removal_is_confirmed_when_what_overtook_it_is_passed) {
  bool confirmed = false;
  hooks.removed = [&](const RemovalLogged&, uint64_t) -> Result<void> {
    EXPECT_EQ(store.applied_below(spool.id()).value(), 4U);
    EXPECT_EQ(spool.purged_below, 4U);
    confirmed = true;
    return {};
  };
  loader = make_loader();
  log(event(minutes(0), 5));
  log_removal(77, 5);
  log(event(minutes(1), 5));
  load_all();
  EXPECT_TRUE(confirmed);
}

TEST_F(LoaderTest, an_unlinked_number_goes_on_to_be_counted) {
  log(event(minutes(0), 5));
  log(RemovalLogged{{}, kSite, VisitorId{5}, RemovalLogged::How::Unlink});
  log(event(minutes(1), 5));
  load_all();
  EXPECT_THAT(rows_of(5), ElementsAre(Row{3, 5, 3}));
}

TEST_F(LoaderTest, removals_in_a_row_rewrite_once_and_are_confirmed_each) {
  std::map<uint64_t, uint64_t> confirmed;
  hooks.removed = [&](const RemovalLogged& removal, uint64_t rows) -> Result<void> {
    confirmed[number(removal.erasure)] = rows;
    return {};
  };
  loader = make_loader();
  log(event(minutes(0), 5));
  log(event(minutes(0), 6));
  log(event(minutes(0), 6));
  log_removal(77, 5);
  log_removal(0, 7);
  log_removal(78, 6);
  load_all();
  EXPECT_EQ(store.removes, 1);
  EXPECT_EQ(confirmed, (std::map<uint64_t, uint64_t>{{0, 0}, {77, 1}, {78, 2}}));
  EXPECT_EQ(loader->metrics().removals, 3U);
}

TEST_F(LoaderTest, a_removal_that_could_not_be_confirmed_is_confirmed_by_the_next_step) {
  int calls = 0;
  hooks.removed = [&](const RemovalLogged&, uint64_t) -> Result<void> {
    if (++calls == 1) return fail(ErrorCode::Unavailable, "write the receipt: told to fail");
    return {};
  };
  loader = make_loader();
  log_removal(77, 5);
  log(event(minutes(0), 6));
  EXPECT_FALSE(loader->step());
  load_all();
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(store.removes, 1);
  EXPECT_THAT(rows_of(6), ElementsAre(Row{2, 6, 2}));
}

TEST_F(LoaderTest, a_removal_that_comes_while_another_waits_to_be_confirmed_is_carried_out_too) {
  int calls = 0;
  hooks.removed = [&](const RemovalLogged&, uint64_t) -> Result<void> {
    if (++calls == 1) return fail(ErrorCode::Unavailable, "write the receipt: told to fail");
    return {};
  };
  loader = make_loader();
  log(event(minutes(0), 6));
  log_removal(77, 5);
  EXPECT_FALSE(loader->step());
  log_removal(78, 6);
  load_all();
  EXPECT_TRUE(rows_of(6).empty());
  EXPECT_EQ(calls, 3);
}

TEST_F(LoaderTest, the_place_of_an_import_is_noted_once_its_rows_are_stored) {
  std::vector<std::string> noted;
  hooks.imported = [&](const std::string& id, const std::string& state) -> Result<void> {
    EXPECT_EQ(rows_of(5).size(), 1U);
    noted.push_back(id + " " + state);
    return {};
  };
  loader = make_loader();
  log(storage::ImportLogged{kSite, "import", "line 1", {event(minutes(0), 5)}});
  load_all();
  EXPECT_THAT(noted, ElementsAre("import line 1"));
}

TEST_F(LoaderTest, a_place_of_an_import_that_a_crash_lost_is_noted_after_the_restart) {
  std::vector<std::string> noted;
  bool fails = true;
  hooks.imported = [&](const std::string&, const std::string& state) -> Result<void> {
    if (fails) return fail(ErrorCode::Unavailable, "note an import: told to fail");
    noted.push_back(state);
    return {};
  };
  loader = make_loader();
  log(storage::ImportLogged{kSite, "import", "line 1", {event(minutes(0), 5)}});
  EXPECT_FALSE(loader->step());
  fails = false;
  loader = make_loader();
  EXPECT_EQ(loader->step().value(), Loader::Step::Idle);
  EXPECT_THAT(noted, ElementsAre("line 1"));
  EXPECT_EQ(rows_of(5).size(), 1U);
}

TEST_F(LoaderTest, an_entry_that_does_not_read_back_is_counted_and_passed_over) {
  log(event(minutes(0), 5));
  spool.append_and_wait("not an entry", 2).value();
  log(event(minutes(1), 5));
  load_all();
  EXPECT_THAT(rows_of(5), ElementsAre(Row{1, 5, 1}, Row{4, 5, 1}));
  EXPECT_EQ(loader->metrics().unreadable, 1U);
}

TEST_F(LoaderTest, a_report_without_a_pageview_is_reported_as_dropped) {
  std::vector<model::DropReason> dropped;
  hooks.dropped = [&](SiteId site, LocalDay day, model::DropReason reason) {
    EXPECT_EQ(site, kSite);
    EXPECT_EQ(day, kDay);
    dropped.push_back(reason);
  };
  loader = make_loader();
  Event report = event(minutes(0), 5);
  report.kind = EventKind::Engagement;
  log(report);
  load_all();
  EXPECT_THAT(dropped, ElementsAre(model::DropReason::EngagementWithoutVisit));
  EXPECT_EQ(loader->metrics().dropped, 1U);
  EXPECT_EQ(loader->metrics().rows, 0U);
}

TEST_F(LoaderTest, who_waits_does_not_wait_for_more_events_to_gather) {
  loader = make_loader({.gather = std::chrono::hours(1)});
  loader->start();
  log(event(minutes(0), 5));
  EXPECT_TRUE(loader->wait_until_applied(2, seconds(60)));
  EXPECT_FALSE(loader->wait_until_applied(3, milliseconds(1)));
  EXPECT_EQ(rows_of(5).size(), 1U);
}

TEST_F(LoaderTest, the_thread_tries_a_failing_store_again) {
  store.failures_before = 3;
  loader = make_loader({.retry_first = milliseconds(1), .retry_max = milliseconds(2)});
  loader->start();
  log(event(minutes(0), 5));
  EXPECT_TRUE(loader->wait_until_applied(2, seconds(60)));
  EXPECT_EQ(loader->metrics().failures, 3U);
}

TEST_F(LoaderTest, stopping_stores_what_is_in_the_spool) {
  loader = make_loader({.rows_max = 3, .gather = std::chrono::hours(1)});
  loader->start();
  for (int i = 0; i < 10; ++i) log(event(minutes(i), 5));
  loader->stop();
  EXPECT_EQ(rows_of(5).size(), 10U);
}

TEST_F(LoaderTest, stopping_does_not_wait_for_a_store_that_fails) {
  store.failures_before = 1'000'000;
  loader = make_loader({.retry_first = std::chrono::hours(1), .retry_max = std::chrono::hours(1)});
  loader->start();
  log(event(minutes(0), 5));
  loader->stop();
  EXPECT_TRUE(rows_of(5).empty());
  EXPECT_EQ(spool.read(0, 1'000).value().size(), 1U);
}

}  // namespace
}  // namespace glassjar::ingest

// The loader against a store that fails and a process that dies, at random: whatever happens, the
// rows in the end are those of the plain reading of the log. Each round prints its seed if it
// fails; GLASSJAR_SEED repeats one, GLASSJAR_ROUNDS makes more.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "base/log.h"
#include "ingest/loader.h"
#include "month_stores.h"
#include "oracle.h"
#include "storage/memory/spool.h"

namespace glassjar::simulation {
namespace {

using model::Event;
using model::EventKind;
using model::PageLoadId;
using model::SiteId;
using model::VisitorId;

constexpr int kRoundsUsual = 60;
constexpr int kStepsOfRound = 400;
// Two hours before the months change, so that batches touch two files.
const TimePoint kStart{std::chrono::sys_days(std::chrono::year(2026) / 11 / 30) + hours(22)};

uint64_t number_from(const char* variable, uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

// What the rows are compared by: everything the loader decides.
using Facts = std::tuple<uint64_t, uint64_t, uint64_t, std::string, LocalDay>;
Facts facts_of(const Event& row) {
  return {row.seq, number(row.visitor), number(row.visit), row.path, row.day};
}

std::string text_of(const Facts& facts) {
  const auto& [seq, visitor, visit, path, day] = facts;
  return fmt::format("row {}: visitor {}, visit {}, {} on {}", seq, visitor, visit, path,
                     to_iso(day));
}

// The first row that differs, or nothing.
std::string difference(const std::vector<Facts>& stored, const std::vector<Facts>& wanted) {
  for (size_t i = 0; i < std::max(stored.size(), wanted.size()); ++i) {
    const std::string is = i < stored.size() ? text_of(stored[i]) : "nothing";
    const std::string should = i < wanted.size() ? text_of(wanted[i]) : "nothing";
    if (is != should) return fmt::format("stored {}; want {}", is, should);
  }
  return "";
}

struct World {
  enum class Kind {
    CutBatches,  // the power fails between two files; no page loads, which are in memory only
    PageLoads,   // choices and reports by page load; a process dies between batches
  };

  World(Kind which, uint64_t seed) : kind(which), dice(seed), random(seed) { start_process(); }

  uint64_t roll(uint64_t sides) { return dice() % sides; }
  void start_process() {
    ingest::LoaderOptions options;
    options.rows_max = 1 + roll(40);
    loader = std::make_unique<ingest::Loader>(spool, store, clock, ingest::LoaderHooks{}, options);
  }

  Event event() {
    const SiteId site{static_cast<uint32_t>(1 + roll(2))};
    const minutes offset{site == SiteId{1} ? 0 : 120};
    const minutes late{roll(3) == 0 ? roll(100) : 0};
    Event made{.site = site, .time = clock.now() - late, .utc_offset = offset};
    const LocalTime local(made.time.time_since_epoch() + offset);
    made.day = std::chrono::floor<days>(local);
    const auto day = static_cast<uint64_t>(made.day.time_since_epoch().count());
    const uint64_t person = 1 + roll(5);
    made.visitor = VisitorId{number(site) * 1'000'000'000 + day * 1'000 + person};
    if (roll(6) == 0) {
      made.visitor = chosen(person);
      made.tier = model::Tier::Remembered;
    }
    made.visitor = living(site, made.visitor);
    if (kind == Kind::PageLoads) made.page_load = PageLoadId{roll(12)};
    const uint64_t what = roll(10);
    made.kind = what < 6   ? EventKind::Pageview
                : what < 8 ? EventKind::Custom
                           : EventKind::Engagement;
    made.path = "/" + std::to_string(roll(1'000'000));
    return made;
  }
  static VisitorId chosen(uint64_t person) { return VisitorId{900 + person}; }
  // The id of a visitor who was erased is never given out again: the next life has another.
  VisitorId living(SiteId site, VisitorId visitor) const {
    constexpr uint64_t kNextLife = 1'000'000'000'000;
    while (erased.contains({site, visitor})) visitor = VisitorId{number(visitor) + kNextLife};
    return visitor;
  }

  void log(const storage::LogEntry& entry) {
    const uint64_t seq =
        spool.append_and_wait(storage::encode(entry), storage::width_of(entry)).value();
    entries.emplace(seq, entry);
  }
  void log_something() {
    const uint64_t what = roll(20);
    if (what == 0) {
      const Event of = event();
      log(storage::RemovalLogged{.site = of.site, .visitor = of.visitor});
      erased.emplace(of.site, of.visitor);
    } else if (what <= 2 && kind == Kind::PageLoads) {
      const SiteId site{static_cast<uint32_t>(1 + roll(2))};
      const PageLoadId page_load{1 + roll(11)};
      log(storage::ChoiceLogged{site, page_load, living(site, chosen(1 + roll(5)))});
    } else {
      storage::EventsLogged some;
      for (uint64_t count = 1 + roll(3); count > 0; --count) some.events.push_back(event());
      log(some);
    }
  }

  // A step that fails is tried again by the same process, or that process dies.
  void load_something() {
    if (kind == Kind::CutBatches && roll(3) == 0) store.fail_after_files(roll(3));
    static_cast<void>(loader->step());
    store.mend();
    if (roll(5) != 0) return;
    loader.reset();
    crashes.insert(store.applied_below(spool.id()).value());
    start_process();
  }
  void run() {
    for (int step = 0; step < kStepsOfRound; ++step) {
      for (uint64_t count = roll(4); count > 0; --count) log_something();
      if (roll(4) == 0) load_something();
      // Only the civil time moves: page loads end with their process here, not with time.
      if (roll(3) == 0) clock.jump_to(clock.now() + minutes(roll(12)));
    }
    while (loader->step().value() != ingest::Loader::Step::Idle) {
    }
  }

  std::vector<Facts> stored() {
    std::set<std::pair<SiteId, VisitorId>> visitors;
    for (const auto& [seq, entry] : entries) {
      if (const auto* some = std::get_if<storage::EventsLogged>(&entry))
        for (const Event& made : some->events) visitors.emplace(made.site, made.visitor);
      if (const auto* choice = std::get_if<storage::ChoiceLogged>(&entry))
        visitors.emplace(choice->site, choice->visitor);
    }
    std::vector<Facts> facts;
    for (const auto& [site, visitor] : visitors) {
      const std::vector<Event> rows = store.rows_of(site, visitor, 0, 1'000'000).value();
      for (const Event& row : rows) facts.push_back(facts_of(row));
    }
    std::sort(facts.begin(), facts.end());
    return facts;
  }
  std::vector<Facts> wanted() const {
    Oracle oracle;
    auto crash = crashes.begin();
    for (const auto& [seq, entry] : entries) {
      for (; crash != crashes.end() && *crash <= seq; ++crash) oracle.forget_page_loads();
      oracle.take(seq, entry);
    }
    std::vector<Facts> facts;
    for (const Event& row : oracle.rows()) facts.push_back(facts_of(row));
    std::sort(facts.begin(), facts.end());
    return facts;
  }

  const Kind kind;
  std::mt19937_64 dice;
  SeededRandom random;
  FakeClock clock{kStart};
  storage::memory::MemorySpool spool;
  MonthStores store{random};
  std::unique_ptr<ingest::Loader> loader;
  std::map<uint64_t, storage::LogEntry> entries;  // the whole log
  std::set<std::pair<SiteId, VisitorId>> erased;
  std::set<uint64_t> crashes;  // what was stored when a process died
};

class Simulation : public testing::TestWithParam<World::Kind> {};

TEST_P(Simulation, the_rows_in_the_end_are_those_of_the_log) {
  ASSERT_TRUE(set_up_log("error"));
  const uint64_t first = number_from("GLASSJAR_SEED", 1);
  const bool one = std::getenv("GLASSJAR_SEED") != nullptr;
  const uint64_t rounds = one ? 1 : number_from("GLASSJAR_ROUNDS", kRoundsUsual);
  for (uint64_t seed = first; seed < first + rounds; ++seed) {
    SCOPED_TRACE("GLASSJAR_SEED=" + std::to_string(seed));
    World world(GetParam(), seed);
    world.run();
    ASSERT_EQ(difference(world.stored(), world.wanted()), "");
    ASSERT_GT(world.stored().size(), 100U);
  }
}

INSTANTIATE_TEST_SUITE_P(Worlds, Simulation,
                         testing::Values(World::Kind::CutBatches, World::Kind::PageLoads));

}  // namespace
}  // namespace glassjar::simulation

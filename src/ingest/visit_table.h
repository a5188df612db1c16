// VisitTable: decides which visit every event belongs to, in spool order (design, section 6).
//
// It keeps the visits of the (site, local day) pairs that events come for, read from the event
// store when a day is first needed: a restart, a back-dated event and an import are the same case.
// A visit's id is the spool number of the entry that opened it, so that a batch which is applied
// again gets the same ids. One thread.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "ingest/page_loads.h"
#include "model/drop_reason.h"
#include "model/event.h"
#include "storage/event_store.h"

namespace glassjar::ingest {

struct VisitTableLimits {
  // Visits take about 300 bytes each: 300 MB at most. Of one day with more, the ones idle longest
  // are forgotten, and a late event of theirs opens a new visit.
  size_t visits_max = 1'000'000;
  // More days than this, or days that no event came for in an hour, are read again when needed.
  size_t days_max = 64;
};

class VisitTable {
 public:
  // Why an event is dropped; nothing when it is kept.
  using Refusal = std::optional<model::DropReason>;

  // Both outlive the table.
  VisitTable(storage::EventStore& store, const Clock& clock, VisitTableLimits limits = {})
      : store_(store), clock_(clock), limits_(limits) {}

  // True when assigning this event, or a choice of this visitor, needs the store to have all that
  // was assigned before: apply it, call applied(), then go on.
  bool needs_apply(const model::Event& event);
  bool needs_apply(model::SiteId site, model::VisitorId visitor) const;

  // Sets the event's visit and what it shares with it; the event has its `seq`. An event joins its
  // visitor's nearest visit of that day that it is within 30 minutes of, else it opens one. A
  // report of engagement goes to the pageview of its page load, else to the visitor's last pageview
  // of that day, else it is dropped. A store's error leaves everything as it was.
  Result<Refusal> assign(model::Event& event);

  // Moves the page load's rows to the visitor who chose, in a visit of their own with the id
  // `seq`. Nothing when no row of it is held: then only its later events follow.
  Result<std::optional<storage::Rekey>> choose(const storage::ChoiceLogged& choice, uint64_t seq);

  // The visitor's rows were removed from the store.
  void forget(model::SiteId site, model::VisitorId visitor);
  // All that was assigned is in the store: what is over the limits may go.
  void applied();
  // Reads every day anew when it is next needed. Page loads stay.
  void reload() { days_.clear(); }

  size_t visits() const;
  size_t days() const { return days_.size(); }
  size_t page_loads() const { return page_loads_.size(); }

 private:
  struct LastPage {
    TimePoint time;
    uint64_t seq = 0;  // 0: the visit has no pageview
    std::string hostname;
    std::string path;
  };
  struct Known {
    model::VisitId id{};
    TimePoint first;
    TimePoint last;
    LastPage last_page;
    std::shared_ptr<const model::Attributes> attributes;
  };
  using Visits = std::vector<Known>;
  struct Day {
    std::unordered_map<model::VisitorId, Visits> visitors;
    // Visitors that rows were taken from: their visits are read again when an event comes.
    std::set<model::VisitorId> stale;
    size_t visits = 0;
    PageLoads::Instant used;
  };
  using DayKey = std::pair<model::SiteId, LocalDay>;
  struct ByValue {
    bool operator()(const std::shared_ptr<const model::Attributes>& a,
                    const std::shared_ptr<const model::Attributes>& b) const;
  };

  Result<Day*> day_of(model::SiteId site, LocalDay day);
  // The day with the visitor's visits up to date.
  Result<Day*> day_for(model::SiteId site, LocalDay day, model::VisitorId visitor);
  Result<void> read_again(Day& day, DayKey key, model::VisitorId visitor);
  Known known(const storage::OpenVisit& open);
  void follow_choice(model::Event& event);
  void join(Day& day, model::Event& event);
  Result<Refusal> assign_report(model::Event& report);
  void place(model::Event& report, PageLoad& page_load);
  std::shared_ptr<const model::Attributes> share(const model::Attributes& attributes);
  void evict_days();
  void forget_idle_visits(Day& day);

  storage::EventStore& store_;
  const Clock& clock_;
  const VisitTableLimits limits_;
  std::map<DayKey, Day> days_;
  PageLoads page_loads_;
  bool choice_not_applied_ = false;
  // Each set of attributes once: visits share them.
  std::set<std::shared_ptr<const model::Attributes>, ByValue> attributes_;
  size_t attributes_sweep_at_ = 1'024;
};

}  // namespace glassjar::ingest

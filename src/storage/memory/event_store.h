// MemoryEventStore: event rows in one vector, for tests and as the oracle of the simulation.
//
// Nothing is indexed and nothing is durable: every call looks at every row.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "base/random.h"
#include "storage/event_store.h"

namespace glassjar::storage::memory {

// Not final: tests derive stores that fail from it.
class MemoryEventStore : public EventStore {
 public:
  // `random` makes the fresh visitor ids of anonymised rows; it outlives the store.
  explicit MemoryEventStore(Random& random) : random_(random) {}

  Result<void> apply(const Batch& batch) override;
  Result<uint64_t> applied_below(uint64_t spool_id) override;
  Result<uint64_t> seq_above_all() override;
  Result<std::vector<OpenVisit>> visits_on(model::SiteId site, LocalDay day) override;
  Result<Table> aggregate(const Aggregate& question) override;
  Result<uint64_t> current_visitors(model::SiteId site, TimePoint since,
                                    const std::vector<model::VisitorId>& excluded) override;
  Result<std::optional<std::pair<LocalDay, LocalDay>>> days_held(model::SiteId site) override;
  Result<std::vector<model::Event>> rows_of(model::SiteId site, model::VisitorId visitor,
                                            uint64_t after_seq, size_t limit) override;
  Result<uint64_t> remove(const std::vector<RemovalLogged>& removals) override;
  Result<void> maintain(model::SiteId site, LocalDay today) override;
  Result<Size> size() override;

 private:
  struct State {
    std::vector<model::Event> rows;              // by seq
    std::map<uint64_t, uint64_t> applied_below;  // next seq, by spool
  };

  uint64_t anonymise(State& state, const RemovalLogged& removal);

  Random& random_;
  Mutex<State> state_;
};

}  // namespace glassjar::storage::memory

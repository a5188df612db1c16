// EventStore: where event rows live and questions are answered. One suite
// (storage/conformance/event_store_conformance.h) says what every engine must do.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/event.h"
#include "model/visit.h"
#include "storage/aggregate.h"
#include "storage/log_entry.h"
#include "storage/spool.h"

namespace glassjar::storage {

// Rows whose visitor and visit change because their page load was chosen to be remembered.
struct Rekey {
  model::SiteId site{};
  LocalDay day;
  std::vector<uint64_t> seqs;
  model::VisitorId visitor{};
  model::VisitId visit{};
};

// What one loader step changes. `first_seq`..`next_seq` is the spool range it covers.
struct Batch {
  uint64_t spool_id = 0;
  uint64_t first_seq = 0;
  uint64_t next_seq = 0;
  std::vector<model::Event> rows;  // with visits assigned
  std::vector<Rekey> rekeys;       // after the rows; may name rows of this batch
};

// One of the loader's visits, as far as it is needed to go on with it after a restart.
struct OpenVisit {
  model::Visit visit;
  std::string last_hostname;  // of the last pageview, for reports without a page load
  uint64_t last_pageview_seq = 0;
  TimePoint last_pageview_time;
};

class EventStore {
 public:
  virtual ~EventStore() = default;

  // Applies the batch, durably and all-or-nothing to readers. A batch that was applied already
  // (by spool_id and seq) changes nothing; one that was applied in part, in a crash between two
  // files, is completed. One caller at a time.
  virtual Result<void> apply(const Batch& batch) = 0;
  // Entries of that spool below this are in every file they touch; 0 when it is unknown.
  virtual Result<uint64_t> applied_below(uint64_t spool_id) = 0;
  // No file holds entries of that spool at or above this. More than applied_below() after a crash
  // between two files: from there to here is the one batch that must be applied again.
  virtual Result<uint64_t> touched_below(uint64_t spool_id) { return applied_below(spool_id); }

  // Above the seq of every row, whichever spool it came from; 0 without any. A new spool, made
  // where the old one was lost, begins to number there, so that no seq and no visit id occurs
  // twice.
  virtual Result<uint64_t> seq_above_all() = 0;

  // The site's visits of a day that have a visitor, with what continuing them needs.
  virtual Result<std::vector<OpenVisit>> visits_on(model::SiteId site, LocalDay day) = 0;

  // Any thread, beside apply().
  virtual Result<Table> aggregate(const Aggregate& question) = 0;
  // Distinct visitors with an event at or after `since`.
  virtual Result<uint64_t> current_visitors(model::SiteId site, TimePoint since,
                                            const std::vector<model::VisitorId>& excluded) = 0;
  // First and last local day with rows, or nothing.
  virtual Result<std::optional<std::pair<LocalDay, LocalDay>>> days_held(model::SiteId site) = 0;
  // Rows of the visitor with seq > after_seq, in order of seq; at most `limit`.
  virtual Result<std::vector<model::Event>> rows_of(model::SiteId site, model::VisitorId visitor,
                                                    uint64_t after_seq, size_t limit) = 0;

  // Rewrites every file that holds rows of these visitors so that no byte of what is removed is
  // left in any file on return. Readers go on meanwhile; apply() waits. Idempotent: run again
  // after a crash it completes. Returns how many rows were changed.
  virtual Result<uint64_t> remove(const std::vector<RemovalLogged>& removals) = 0;

  // Builds what speeds up questions about days before `today` (of the site) that changed.
  // Cheap when there is nothing to do. Never changes an answer.
  virtual Result<void> maintain(model::SiteId site, LocalDay today) = 0;

  struct Size {
    uint64_t rows = 0;
    uint64_t bytes = 0;
  };
  virtual Result<Size> size() = 0;
};

}  // namespace glassjar::storage

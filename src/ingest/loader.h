// Loader: the one ordered consumer of the spool. It assigns visits, stores rows and carries out
// choices and removals, each exactly once, whenever the process is killed.
//
// Exactly once: a batch and its place in the spool are stored together, the place is read again at
// the start, and what a crash left half applied is applied again with the same visit ids
// (storage/event_store.h, visit_table.h). A store that fails is asked again, ever less often; the
// spool absorbs meanwhile.
//
// An entry that does not read back as written is counted, logged by its number and passed over:
// waiting for it would stop every site's numbers and at last the collecting, and a copy set aside
// would be out of reach for erasure.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/result.h"
#include "ingest/recently_erased.h"
#include "ingest/visit_table.h"
#include "storage/event_store.h"
#include "storage/log_entry.h"
#include "storage/spool.h"

namespace glassjar::ingest {

// Whom the loader tells, on its thread. Each may be left empty. An error is tried again.
struct LoaderHooks {
  // An event that only the loader could refuse. A crash may lose a few of these.
  std::function<void(model::SiteId, LocalDay, model::DropReason)> dropped;
  // The rows of this part of an import are stored. May come again after a crash.
  std::function<Result<void>(const std::string& import_id, const std::string& resume_state)>
      imported;
  // The visitor's `rows` rows are changed or gone, and no byte of them is left in the event store
  // or the spool; nor of what had overtaken the removal by then. May come again after a crash, with
  // fewer rows.
  std::function<Result<void>(const storage::RemovalLogged&, uint64_t rows)> removed;
};

struct LoaderOptions {
  // A batch is stored at this many rows, or when the spool is read to its end.
  size_t rows_max = 50'000;
  size_t spool_bytes_at_once = 4 << 20;
  // How long a few events wait for more, so that light traffic makes few transactions; well under
  // the second in which an event is to be seen.
  milliseconds gather{200};
  milliseconds retry_first{100};
  milliseconds retry_max{5'000};
};

struct LoaderMetrics {
  uint64_t applied_below = 0;  // spool entries below this are stored
  uint64_t lag = 0;            // numbers in the spool that are not
  uint64_t rows = 0;           // since the start of the process, as all below
  uint64_t batches = 0;
  uint64_t dropped = 0;
  uint64_t removals = 0;
  uint64_t failures = 0;    // steps that a store's error ended
  uint64_t unreadable = 0;  // entries passed over
};

class Loader {
 public:
  // What a step did: nothing, read the spool to its end, or stored a full batch before the end.
  enum class Step { Idle, CaughtUp, Full };

  // All outlive the loader.
  Loader(storage::Spool& spool, storage::EventStore& store, const Clock& clock, LoaderHooks hooks,
         LoaderOptions options = {});
  ~Loader();  // stops
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  // Loads on a thread of its own until stop().
  void start();
  // Stores what was durable in the spool when it was called, unless the store fails; then ends.
  void stop();
  // At most one batch, on this thread: instead of start(), for tests and short commands. After an
  // error the next step goes on where this one failed.
  Result<Step> step();

  // Waits until all entries below `seq` are stored, removals among them carried out. False after
  // the timeout. Any thread; it does not wait out `gather`.
  bool wait_until_applied(uint64_t seq, milliseconds timeout);
  LoaderMetrics metrics() const;

 private:
  // An entry being taken in: `assigned` events of it are in the batch.
  struct Taking {
    uint64_t seq = 0;
    uint32_t width = 1;
    storage::LogEntry entry;
    size_t assigned = 0;
  };
  struct CarriedOut {
    storage::RemovalLogged removal;
    uint64_t rows = 0;
    uint64_t end = 0;  // of the spool then: a request that overtook the removal is below it
  };
  struct Shared {
    bool stopping = false;
    size_t waiting = 0;  // callers of wait_until_applied
    LoaderMetrics metrics;
  };

  void run();
  void wait_for_more();
  void wait_to_retry(const Error& error, milliseconds& pause);

  Result<void> recover();
  Result<void> report_stored_imports(uint64_t applied_below);
  Result<void> replay(uint64_t touched_below);
  Result<bool> take_next();
  void pass_gap(uint64_t end);
  void decode(const storage::SpoolEntry& entry);
  Result<void> take(Taking& taking);
  Result<void> take_events(Taking& taking, std::vector<model::Event>& events);
  Result<void> take_choice(const storage::ChoiceLogged& choice, uint64_t seq);
  Result<void> take_removal(const storage::RemovalLogged& removal);
  Result<void> flush();
  Result<void> store_batch();
  Result<void> carry_out_removals();
  Result<void> confirm_removals();
  Result<uint64_t> count_rows(const storage::RemovalLogged& removal);
  void begin_next_batch();

  storage::Spool& spool_;
  storage::EventStore& store_;
  const Clock& clock_;
  const LoaderHooks hooks_;
  const LoaderOptions options_;
  VisitTable visits_;
  RecentlyErased erased_;

  // What is under way survives a failed step.
  bool recovered_ = false;
  std::vector<storage::SpoolEntry> read_;
  size_t read_taken_ = 0;
  std::optional<Taking> taking_;
  storage::Batch batch_;
  std::vector<std::tuple<model::SiteId, LocalDay, model::DropReason>> dropped_;
  std::vector<std::pair<std::string, std::string>> imported_;          // id, resume state
  std::vector<std::pair<storage::RemovalLogged, uint64_t>> removals_;  // with their rows
  std::deque<CarriedOut> unconfirmed_;
  bool passed_erased_ = false;  // events of who was removed were taken in since the last purge

  mutable Mutex<Shared> shared_;
  std::condition_variable changed_;
  std::thread thread_;
};

}  // namespace glassjar::ingest

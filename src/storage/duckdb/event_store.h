// EventStore on DuckDB: one file a calendar month of local days, in this process.
//
// See README.md in this folder for how the pieces fit, docs/formats.md for the files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "base/mutex.h"
#include "base/random.h"
#include "storage/event_store.h"

namespace glassjar::storage::duckdb {

class MonthFiles;
struct Snapshot;

struct Options {
  // A question that needs more fails with ResourceExhausted; the process lives on.
  uint64_t memory_limit_bytes = uint64_t{1} << 30;
  unsigned threads = 2;
  // A file's WAL is merged into it after a batch that leaves this much in it.
  uint64_t checkpoint_wal_bytes = uint64_t{32} << 20;
};

class EventStore final : public storage::EventStore {
 public:
  // Opens or creates the files in `directory`, which no other process has open. `random` makes
  // the visitor ids of anonymised rows; it outlives the store and is used under a lock.
  static Result<std::unique_ptr<EventStore>> open(const std::filesystem::path& directory,
                                                  const Options& options, Random& random);
  ~EventStore() override;

  // A batch that touches several files and fails at the second commit is seen in part until the
  // next apply() of it, which completes it.
  Result<void> apply(const Batch& batch) override;
  Result<uint64_t> applied_below(uint64_t spool_id) override;
  Result<uint64_t> touched_below(uint64_t spool_id) override;
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
  // How far each spool is, over all files.
  struct Progress {
    std::map<uint64_t, uint64_t> applied_below;
    std::map<uint64_t, uint64_t> touched_below;
  };

  EventStore(std::filesystem::path directory, const Options& options, Random& random);

  // Opens the files anew if DuckDB has given up on them. Call before each operation.
  Result<void> mend();
  Result<void> load_progress(MonthFiles& files);
  Result<void> apply_to(MonthFiles& files, const Batch& batch);

  const std::filesystem::path directory_;
  const Options options_;
  Random& random_;
  std::mutex writing_;  // one of apply, remove and a day of maintain at a time
  Mutex<Progress> progress_;
  // Held shared by whoever uses the files, alone only to open them anew. Null after that failed.
  SharedMutex<std::unique_ptr<MonthFiles>> files_;
};

}  // namespace glassjar::storage::duckdb

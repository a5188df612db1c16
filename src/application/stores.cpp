// Opening the data directory: the only place that names the engines.
#include "application/stores.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "net/completions.h"
#include "net/round.h"
#include "storage/duckdb/event_store.h"
#include "storage/sqlite/key_store.h"
#include "storage/sqlite/record_store.h"
#include "storage/sqlite/spool.h"

namespace glassjar {
namespace {

Result<void> make_directory(const std::filesystem::path& path) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(path, error);
  if (error)
    return fail(ErrorCode::Unavailable, "make the data directory \"{}\": {}", path.string(),
                error.message());
  if (made) ::chmod(path.c_str(), S_IRWXU);
  return {};
}

Result<FileDescriptor> own(const std::filesystem::path& directory) {
  auto lock = lock_file(directory / "lock");
  if (lock) return lock;
  return fail(lock.error().code, "own the data directory \"{}\": {}", directory.string(),
              lock.error().message);
}

// The requests that one group commit answers wake each I/O thread once.
void answer_together(const std::function<void()>& report) {
  const net::HeldCompletions held;
  report();
}

}  // namespace

Result<Stores> Stores::open(const Options& options, Random& random) {
  const std::filesystem::path& data = options.data;
  TRY(make_directory(data));
  Stores stores;
  stores.lock = TRY(own(data));
  stores.records = TRY(storage::sqlite::SqliteRecordStore::open(data / "records.db"));
  stores.keys = TRY(storage::sqlite::SqliteKeyStore::open(data / "keys.db", random));
  const storage::duckdb::Options duckdb{.memory_limit_bytes = uint64_t{options.memory_limit_mib}
                                                              << 20};
  stores.events = TRY(storage::duckdb::EventStore::open(data / "events", duckdb, random));
  storage::sqlite::SpoolOptions spool;
  spool.first_seq_if_new = std::max<uint64_t>(1, TRY(stores.events->seq_above_all()));
  spool.around_reports = answer_together;
  spool.around_wakes = net::at_end_of_round;
  stores.spool = TRY(storage::sqlite::SqliteSpool::open(data / "spool.db", random, spool));
  return stores;
}

}  // namespace glassjar

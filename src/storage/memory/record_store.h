// RecordStore in memory: for tests and simulation, and the oracle of the other engines.
#pragma once

#include "base/mutex.h"
#include "base/result.h"
#include "storage/memory/record_tables.h"
#include "storage/records/record_store.h"

namespace glassjar::storage::memory {

// A transaction works on a copy of everything, so it is meant for thousands of rows.
class MemoryRecordStore final : public RecordStore {
 public:
  Result<void> transact(const std::function<Result<void>(Transaction&)>& work) override;
  Result<void> read(const std::function<Result<void>(Transaction&)>& work) override;
  Result<void> purge() override;

  // The next n commits report Unavailable and keep nothing.
  void fail_next_commits(int n) { state_.lock()->failing_commits = n; }

 private:
  struct State {
    RecordTables tables;
    int failing_commits = 0;
  };
  Mutex<State> state_;
};

}  // namespace glassjar::storage::memory

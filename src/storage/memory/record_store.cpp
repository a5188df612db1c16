// Transactions by copying.
#include "storage/memory/record_store.h"

#include <utility>

#include "storage/memory/repositories.h"

namespace glassjar::storage::memory {

Result<void> MemoryRecordStore::transact(const std::function<Result<void>(Transaction&)>& work) {
  auto state = state_.lock();
  RecordTables changed = state->tables;
  MemoryTransaction transaction(changed);
  TRY(work(transaction));
  if (state->failing_commits > 0) {
    --state->failing_commits;
    return fail(ErrorCode::Unavailable, "commit records in memory: told to fail");
  }
  state->tables = std::move(changed);
  return {};
}

Result<void> MemoryRecordStore::read(const std::function<Result<void>(Transaction&)>& work) {
  RecordTables snapshot = state_.lock()->tables;
  MemoryTransaction transaction(snapshot);
  return work(transaction);
}

Result<void> MemoryRecordStore::purge() { return {}; }

}  // namespace glassjar::storage::memory

// BatchWriter: one loader step split by month, each part staged in a transaction of its own file.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "storage/duckdb/month_files.h"
#include "storage/event_store.h"

namespace glassjar::storage::duckdb {

// How far one spool is in one file.
struct FilePosition {
  uint64_t next_seq = 0;        // entries below it that touch this file are in it
  uint64_t complete_below = 0;  // entries below it were in every file when it was written
};
Result<std::map<uint64_t, FilePosition>> read_positions(Connection& connection,
                                                        const MonthFile& file);

// What a batch changes in one month.
struct MonthPart {
  std::vector<const model::Event*> rows;  // of the batch, or of `rekeyed`
  std::deque<model::Event> rekeyed;       // copies of rows that a rekey of the same batch changes
  std::vector<const Rekey*> rekeys;       // with rows of earlier batches
};
std::map<Month, MonthPart> split_by_month(const Batch& batch);

// A part that is written but not yet committed.
class StagedPart {
 public:
  // Writes the part in a transaction on `connection`, skipping rows that the file has.
  // `complete` says that this is the last file of the batch to be committed.
  static Result<std::unique_ptr<StagedPart>> stage(Connection connection,
                                                   std::shared_ptr<MonthFile> file,
                                                   const Batch& batch, const MonthPart& part,
                                                   FilePosition position, bool complete);
  Result<void> commit() { return transaction_->commit(); }
  const MonthFile& file() const { return *file_; }

 private:
  StagedPart(Connection connection, std::shared_ptr<MonthFile> file)
      : file_(std::move(file)), connection_(std::move(connection)) {}
  Result<void> write(const Batch& batch, const MonthPart& part, FilePosition position,
                     bool complete);
  Result<void> update(const Rekey& rekey, uint64_t seq_end);
  Result<void> note_days(std::span<const model::Event* const> rows);
  Result<void> mark_stale(const MonthPart& part);

  std::shared_ptr<MonthFile> file_;
  Connection connection_;
  std::optional<Transaction> transaction_;
};

}  // namespace glassjar::storage::duckdb

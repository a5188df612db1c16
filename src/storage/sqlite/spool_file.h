// SpoolFile: the rows of spool.db. One thread writes; any thread may read beside it.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/mutex.h"
#include "base/random.h"
#include "base/result.h"
#include "storage/spool.h"
#include "storage/sqlite/batch.h"
#include "storage/sqlite/database.h"

namespace glassjar::storage::sqlite {

class SpoolFile {
 public:
  static Result<std::unique_ptr<SpoolFile>> open(const std::filesystem::path& path, Random& random,
                                                 uint64_t first_seq_if_new,
                                                 const DatabaseOptions& options);

  uint64_t id() const { return id_; }
  // As of open(): the first number that was never durably given.
  uint64_t next_seq() const { return next_seq_; }

  // Durable on return. In the same transaction it deletes at most `rows_max` batches that lie
  // wholly below `trim_below`.
  Result<void> insert(const Batch& batch, uint64_t trim_below, uint64_t rows_max);
  // The deletion alone. Returns how many went.
  Result<uint64_t> delete_below(uint64_t seq, uint64_t rows_max);
  // No byte of an entry below `seq` is in any file on return.
  Result<void> purge_below(uint64_t seq);

  // As Spool::read().
  Result<std::vector<SpoolEntry>> read(uint64_t from, size_t bytes_max);

 private:
  SpoolFile(Database writer, Database reader)
      : writer_(std::move(writer)), reader_(std::move(reader)) {}

  Result<void> name_if_new(Random& random, uint64_t first_seq);
  Result<void> load_numbers();
  Result<void> keep_numbering();
  Result<int64_t> delete_rows(uint64_t seq, uint64_t rows_max);
  Result<void> cut_batch_at(uint64_t seq);

  Database writer_;
  Mutex<Database> reader_;
  uint64_t id_ = 0;
  uint64_t next_seq_ = 0;
};

}  // namespace glassjar::storage::sqlite

// RecordStore over one SQLite file: a writer connection that callers take turns at, and a few
// connections for reading beside it.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "storage/records/record_store.h"

namespace glassjar::storage::sqlite {

struct RecordStoreOptions {
  size_t readers = 2;
  // How long a read waits for a free connection, a write for another process's lock, and purge()
  // for readers to finish.
  std::chrono::milliseconds patience{5000};
  std::string vfs;  // for fault injection
};

class SqliteRecordStore final : public RecordStore {
 public:
  // Makes and migrates the database as needed.
  static Result<std::unique_ptr<SqliteRecordStore>> open(const std::filesystem::path& path,
                                                         const RecordStoreOptions& options = {});
  ~SqliteRecordStore() override;

  Result<void> transact(const std::function<Result<void>(Transaction&)>& work) override;
  Result<void> read(const std::function<Result<void>(Transaction&)>& work) override;
  // Writes the file anew: its cost grows with the size of the whole database.
  Result<void> purge() override;

 private:
  struct Parts;
  explicit SqliteRecordStore(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace glassjar::storage::sqlite

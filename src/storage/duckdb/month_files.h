// MonthFiles: the attached month files of one instance, and how a file is added or replaced.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "base/result.h"
#include "model/ids.h"
#include "storage/duckdb/connection.h"
#include "storage/duckdb/manifest.h"

namespace glassjar::storage::duckdb {

// One month's file, attached to the instance under `alias`.
struct MonthFile {
  Month month;
  uint32_t generation = 0;
  std::string alias;
  std::filesystem::path path;
  std::atomic<uint32_t> readers{0};
};

// Keeps a file attached while it is read.
class Lease {
 public:
  explicit Lease(std::shared_ptr<MonthFile> file) : file_(std::move(file)) { ++file_->readers; }
  Lease(Lease&& other) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease();
  const MonthFile& operator*() const { return *file_; }
  const MonthFile* operator->() const { return file_.get(); }

 private:
  std::shared_ptr<MonthFile> file_;
};

// What a month file holds of one site and local day.
struct DayHeld {
  LocalDay day;
  uint64_t rows = 0;
  TimePoint first;
  TimePoint last;
  bool built = false;  // its visits are in the table `visits`
};

// A reader's frozen view of some month files: all-or-nothing for every batch.
struct Snapshot {
  struct File {
    Lease lease;
    std::vector<DayHeld> days;  // of the site, ascending
  };
  std::vector<File> files;  // ascending by month
  Connection connection;
  std::optional<Transaction> transaction;  // of `connection`, so declared after it
};

class MonthFiles {
 public:
  static Result<std::unique_ptr<MonthFiles>> open(const InstanceOptions& options);
  ~MonthFiles();

  // Opens a view of the months between the two (inclusive) that have a file. Any thread.
  Result<std::unique_ptr<Snapshot>> snapshot(model::SiteId site, Month first, Month last);
  // Readers that begin meanwhile wait: commits several transactions as one.
  std::unique_lock<std::shared_mutex> hold_readers() { return std::unique_lock(gate_); }

  // For the one writer.
  std::vector<std::shared_ptr<MonthFile>> all() const;
  Result<std::shared_ptr<MonthFile>> find_or_create(Month month);
  // Makes the next generation of a month's file: attached and empty, not yet listed.
  Result<std::shared_ptr<MonthFile>> start_next(const MonthFile& current);
  // Lists `next` in the place of `current`, waits for the readers of the old file and deletes it.
  Result<void> replace(std::shared_ptr<MonthFile> current, std::shared_ptr<MonthFile> next);
  // Gives up a file that start_next() made.
  void abandon(const MonthFile& next);
  // Merges the file's WAL into it when it has grown to `wal_bytes_min`.
  Result<void> checkpoint(const MonthFile& file, uint64_t wal_bytes_min);

  Result<Connection> connect() { return instance_->connect(); }
  bool broken() const { return instance_->broken(); }

 private:
  explicit MonthFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<std::shared_ptr<MonthFile>> attach(Month month, uint32_t generation);
  Result<void> detach_and_delete(const MonthFile& file);
  Result<void> list(const std::shared_ptr<MonthFile>& file);

  using Files = std::map<Month, std::shared_ptr<MonthFile>>;
  std::filesystem::path directory_;
  std::unique_ptr<Instance> instance_;
  // Held shared while a view is opened, so that it sees all of a batch or nothing.
  std::shared_mutex gate_;
  SharedMutex<Files> files_;
};

uint64_t size_of(const std::filesystem::path& file);  // 0 when it is not there
std::filesystem::path wal_of(const MonthFile& file);

}  // namespace glassjar::storage::duckdb

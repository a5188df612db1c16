// A new database by libleveldb, exchanged with the old by renameat2.
#include "browser_files/leveldb_rewrite.h"

#include <fcntl.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/write_batch.h>
#include <stdio.h>

#include <cstring>
#include <memory>
#include <system_error>

#include "base/file.h"

namespace glassjar::browser_files {
namespace {

namespace fs = std::filesystem;

constexpr LeveldbLimits kWholeValues = {
    .file_bytes_max = 256 << 20, .value_bytes_max = 64 << 20, .held_bytes_max = 512 << 20};
constexpr std::string_view kBytewise = "leveldb.BytewiseComparator";
constexpr size_t kBatchBytes = 1 << 20;

fs::path beside(const fs::path& folder) { return folder.string() + ".glassjar-new"; }

unexpected<Error> failure(const fs::path& folder, const leveldb::Status& status) {
  return fail(ErrorCode::Unavailable, "write LevelDB \"{}\": {}", folder.string(),
              status.ToString());
}

// LevelDB logs where the folder is; a browser's folder is no place for our path.
class Silent : public leveldb::Logger {
 public:
  void Logv(const char*, va_list) override {}
};

Result<void> write_entries(leveldb::DB& database, const fs::path& folder,
                           const std::vector<LeveldbEntry>& entries) {
  leveldb::WriteBatch batch;
  for (const LeveldbEntry& entry : entries) {
    batch.Put(entry.key, entry.value);
    if (batch.ApproximateSize() < kBatchBytes) continue;
    if (const auto status = database.Write({}, &batch); !status.ok())
      return failure(folder, status);
    batch.Clear();
  }
  leveldb::WriteOptions synced;
  synced.sync = true;
  if (const auto status = database.Write(synced, &batch); !status.ok())
    return failure(folder, status);
  return {};
}

Result<void> make_database(const fs::path& folder, const std::vector<LeveldbEntry>& entries) {
  Silent silent;
  leveldb::Options options;
  options.create_if_missing = true;
  options.error_if_exists = true;
  options.info_log = &silent;
  leveldb::DB* opened = nullptr;
  const auto status = leveldb::DB::Open(options, folder.string(), &opened);
  const std::unique_ptr<leveldb::DB> database(opened);
  if (!status.ok()) return failure(folder, status);
  return write_entries(*database, folder, entries);
}

Result<void> exchange(const fs::path& a, const fs::path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0)
    return fail(ErrorCode::Unavailable, "exchange \"{}\" and \"{}\": {}", a.string(), b.string(),
                std::strerror(errno));
  return sync_directory(b.parent_path());
}

}  // namespace

Result<LeveldbContent> read_leveldb_for_rewriting(const fs::path& folder) {
  LeveldbContent content = TRY(read_leveldb(folder, {}, kWholeValues));
  if (content.comparator.empty())
    return fail(ErrorCode::DataLoss, "rewrite LevelDB \"{}\": {}", folder.string(),
                content.problems.empty() ? "no manifest" : content.problems.front());
  if (content.comparator != kBytewise)
    return fail(ErrorCode::Conflict, "rewrite LevelDB \"{}\": its order {} is not known here",
                folder.string(), content.comparator);
  if (content.is_cut)
    return fail(ErrorCode::TooLarge, "rewrite LevelDB \"{}\": more than is held at once",
                folder.string());
  return content;
}

Result<void> replace_leveldb(const fs::path& folder, const std::vector<LeveldbEntry>& entries) {
  remove_unfinished_leveldb(folder);
  const fs::path fresh = beside(folder);
  TRY(make_database(fresh, entries));
  std::error_code ignored;
  fs::permissions(fresh, fs::status(folder, ignored).permissions(), ignored);
  TRY(exchange(fresh, folder));
  remove_unfinished_leveldb(folder);
  return {};
}

void remove_unfinished_leveldb(const fs::path& folder) {
  std::error_code ignored;
  fs::remove_all(beside(folder), ignored);
}

}  // namespace glassjar::browser_files

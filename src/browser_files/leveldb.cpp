// Which files are live, and the newest entry of every key over all of them.
#include "browser_files/leveldb.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>

#include "base/file.h"
#include "browser_files/byte_reader.h"
#include "browser_files/leveldb_log.h"
#include "browser_files/leveldb_manifest.h"
#include "browser_files/leveldb_table.h"

namespace glassjar::browser_files {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFilesMax = 50'000;
// How often a folder is read again because a file went away meanwhile: the browser compacts.
constexpr int kAttemptsMax = 3;
constexpr uint64_t kKindBits = 8;  // low bits of the eight bytes after a key in tables
enum Kind : uint8_t { Deletion = 0, Value = 1 };

// Entries as they come, the newest of each key.
class Newest {
 public:
  Newest(const WantedKey& wanted, const LeveldbLimits& limits) : wanted_(wanted), limits_(limits) {}

  void put(std::string_view key, uint64_t sequence, uint8_t kind, std::string_view value) {
    if (wanted_ && !wanted_(key)) return;
    const std::string_view kept = value.substr(0, limits_.value_bytes_max);
    if (held_bytes_ + key.size() + kept.size() > limits_.held_bytes_max) {
      is_full_ = true;
      return;
    }
    auto [at, is_new] = held_.try_emplace(std::string(key));
    Held& held = at->second;
    if (!is_new && held.sequence >= sequence) return;
    held_bytes_ += is_new ? key.size() : 0;
    held_bytes_ += kept.size() - held.value.size();
    held = {sequence, kind == Deletion, std::string(kept), value.size()};
  }

  void finish(LeveldbContent& into) {
    into.is_cut |= is_full_;
    if (is_full_) into.problems.emplace_back("more than is read of one database");
    for (auto& [key, held] : held_)
      if (!held.deleted)
        into.entries.push_back({key, std::move(held.value), held.value_bytes, held.sequence});
    std::sort(into.entries.begin(), into.entries.end(),
              [](const LeveldbEntry& a, const LeveldbEntry& b) { return a.key < b.key; });
  }

 private:
  struct Held {
    uint64_t sequence = 0;
    bool deleted = false;
    std::string value;
    uint64_t value_bytes = 0;
  };

  const WantedKey& wanted_;
  const LeveldbLimits& limits_;
  std::unordered_map<std::string, Held> held_;
  size_t held_bytes_ = 0;
  bool is_full_ = false;
};

// A batch of writes, as one record of a log: sequence of the first, count, then kind, key and value
// of each (leveldb/db/write_batch.cc). False where it is damaged; what came before is put.
bool put_batch(std::string_view batch, Newest& newest) {
  ByteReader reader(batch);
  const auto sequence = reader.fixed<uint64_t>();
  const auto count = reader.fixed<uint32_t>();
  if (!sequence || !count) return false;
  for (uint32_t i = 0; i < *count; ++i) {
    const auto kind = reader.fixed<uint8_t>();
    const auto key = reader.counted();
    if (!kind || !key || *kind > Value) return false;
    const auto value = *kind == Value ? reader.counted() : std::string_view();
    if (!value) return false;
    newest.put(*key, *sequence + i, *kind, *value);
  }
  return true;
}

std::vector<std::string> put_log(std::string_view bytes, Newest& newest) {
  LeveldbLog log = read_leveldb_log(bytes);
  for (const std::string& record : log.records)
    if (!put_batch(record, newest)) log.problems.emplace_back("a batch that is damaged");
  return std::move(log.problems);
}

std::vector<std::string> put_table(std::string_view bytes, Newest& newest) {
  return read_leveldb_table(bytes, [&newest](std::string_view key, std::string_view value) {
    if (key.size() < sizeof(uint64_t)) return;
    ByteReader tail(key.substr(key.size() - sizeof(uint64_t)));
    const uint64_t mark = *tail.fixed<uint64_t>();
    key.remove_suffix(sizeof(uint64_t));
    newest.put(key, mark >> kKindBits, static_cast<uint8_t>(mark), value);
  });
}

struct FolderFiles {
  std::map<uint64_t, std::string> tables;  // number -> file name
  std::map<uint64_t, std::string> logs;
};

FolderFiles list_files(const fs::path& folder) {
  FolderFiles files;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    uint64_t number = 0;
    const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), number);
    const std::string_view suffix(end, name.data() + name.size());
    if (bad != std::errc() || files.tables.size() + files.logs.size() >= kFilesMax) continue;
    if (suffix == ".ldb" || suffix == ".sst") files.tables.emplace(number, name);
    if (suffix == ".log") files.logs.emplace(number, name);
  }
  return files;
}

// The manifest that CURRENT names.
Result<LeveldbManifest> current_manifest(const fs::path& folder, const LeveldbLimits& limits) {
  std::string name = TRY(read_file(folder / "CURRENT", 4096));
  if (!name.empty() && name.back() == '\n') name.pop_back();
  if (!name.starts_with("MANIFEST-") || name.find('/') != std::string::npos)
    return fail(ErrorCode::DataLoss, "CURRENT names no manifest");
  return read_leveldb_manifest(TRY(read_file(folder / name, limits.file_bytes_max)));
}

// Reading a folder once; `vanished` where a file went away in between.
class FolderReading {
 public:
  FolderReading(const fs::path& folder, const WantedKey& wanted, const LeveldbLimits& limits)
      : folder_(folder), limits_(limits), newest_(wanted, limits) {}

  LeveldbContent read() {
    // First the manifest, so that tables it names are older than the list of files.
    Result<LeveldbManifest> manifest = current_manifest(folder_, limits_);
    FolderFiles files = list_files(folder_);
    if (manifest) {
      content_.comparator = manifest->comparator;
      leave_live(*manifest, files);
    } else {
      content_.problems.push_back(manifest.error().message + "; every file is read");
    }
    for (const auto& [number, name] : files.tables) put(name, put_table);
    for (const auto& [number, name] : files.logs) put(name, put_log);
    newest_.finish(content_);
    return std::move(content_);
  }

  bool vanished() const { return vanished_; }

 private:
  void leave_live(const LeveldbManifest& manifest, FolderFiles& files) {
    for (const uint64_t number : manifest.tables)
      if (!files.tables.contains(number)) {
        content_.problems.push_back(fmt::format("{:06}.ldb: missing", number));
        vanished_ = true;
      }
    std::erase_if(files.tables,
                  [&](const auto& each) { return !manifest.tables.contains(each.first); });
    std::erase_if(files.logs, [&](const auto& each) {
      return each.first < manifest.log && each.first != manifest.previous_log;
    });
  }

  void put(const std::string& name,
           std::vector<std::string> (*put_file)(std::string_view, Newest&)) {
    const Result<std::string> bytes = read_file(folder_ / name, limits_.file_bytes_max);
    if (!bytes) {
      vanished_ |= bytes.error().code == ErrorCode::NotFound;
      content_.is_cut |= bytes.error().code == ErrorCode::TooLarge;
      content_.problems.push_back(fmt::format("{}: {}", name, bytes.error().message));
      return;
    }
    for (const std::string& why : put_file(*bytes, newest_))
      content_.problems.push_back(fmt::format("{}: {}", name, why));
  }

  const fs::path& folder_;
  const LeveldbLimits& limits_;
  Newest newest_;
  LeveldbContent content_;
  bool vanished_ = false;
};

}  // namespace

Result<LeveldbContent> read_leveldb(const fs::path& folder, const WantedKey& wanted,
                                    const LeveldbLimits& limits) {
  if (!is_leveldb(folder))
    return fail(ErrorCode::NotFound, "read LevelDB \"{}\": no such database", folder.string());
  for (int attempt = 1;; ++attempt) {
    FolderReading reading(folder, wanted, limits);
    LeveldbContent content = reading.read();
    if (!reading.vanished() || attempt == kAttemptsMax) return content;
  }
}

LeveldbContent read_leveldb_log_alone(std::string_view bytes, const LeveldbLimits& limits) {
  LeveldbContent content;
  const WantedKey all;
  Newest newest(all, limits);
  content.problems = put_log(bytes, newest);
  newest.finish(content);
  return content;
}

bool is_leveldb(const fs::path& folder) {
  std::error_code ignored;
  if (fs::exists(folder / "CURRENT", ignored)) return true;
  const FolderFiles files = list_files(folder);
  return !files.tables.empty() || !files.logs.empty();
}

}  // namespace glassjar::browser_files

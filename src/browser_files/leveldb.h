// A LevelDB folder as it is now: the newest value of every key, deletions honoured.
//
// LevelDB itself opens nothing without writing to it, and refuses what is damaged; this reader only
// reads, also beside a running browser, and gives what it can.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::browser_files {

struct LeveldbEntry {
  std::string key;
  std::string value;         // cut at value_bytes_max
  uint64_t value_bytes = 0;  // of the whole value
  uint64_t sequence = 0;     // the larger, the newer
};

struct LeveldbContent {
  std::string comparator;  // empty where the manifest could not be read
  // In the order of their bytes, which is the database's own only under the bytewise comparator.
  std::vector<LeveldbEntry> entries;
  // "000003.log: checksum at 32768": what could not be read.
  std::vector<std::string> problems;
  // More is there than the limits let in.
  bool is_cut = false;
};

struct LeveldbLimits {
  size_t file_bytes_max = 64 << 20;
  size_t value_bytes_max = 64 << 10;
  // Of keys and values together; what comes after is left out, with a problem.
  size_t held_bytes_max = 64 << 20;
};

// Which keys to hold; all where it is empty.
using WantedKey = std::function<bool(std::string_view key)>;

// NotFound where the folder holds no LevelDB; damage inside is told by `problems`.
Result<LeveldbContent> read_leveldb(const std::filesystem::path& folder,
                                    const WantedKey& wanted = {}, const LeveldbLimits& limits = {});

// The same of one log file on its own, for logs found without their database.
LeveldbContent read_leveldb_log_alone(std::string_view bytes, const LeveldbLimits& limits = {});

// Whether the folder looks like a LevelDB: it has a CURRENT file, a table or a numbered log.
bool is_leveldb(const std::filesystem::path& folder);

}  // namespace glassjar::browser_files

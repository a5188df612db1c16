// LevelDB's MANIFEST: which tables and logs of a folder are the database, and in which order its
// keys are (leveldb/doc/impl.md).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar::browser_files {

struct LeveldbManifest {
  std::string comparator;  // "leveldb.BytewiseComparator", "idb_cmp1"
  // Numbers of the tables that are live.
  std::set<uint64_t> tables;
  // Logs from this number on are live, and `previous_log` where it is not 0.
  uint64_t log = 0;
  uint64_t previous_log = 0;
};

// DataLoss where any of it cannot be read: an edit missed would bring deleted entries back.
Result<LeveldbManifest> read_leveldb_manifest(std::string_view bytes);

}  // namespace glassjar::browser_files

// LevelDB's log format (leveldb/doc/log_format.md): the newest writes of a database, and its
// MANIFEST.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glassjar::browser_files {

struct LeveldbLog {
  // The whole records, in the order they were written.
  std::vector<std::string> records;
  // Why some are not here, each with its place: "checksum at 32768". A cut last record is usual
  // where the browser was writing.
  std::vector<std::string> problems;
};

// Never fails: what stands before and after a damaged block is read.
LeveldbLog read_leveldb_log(std::string_view bytes);

}  // namespace glassjar::browser_files

// The list inside an undo archive: what was where before it was changed. One JSON object a line, so
// that it only ever grows and a torn end is seen.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "browsers/profile.h"
#include "dump/private_copy.h"

namespace glassjar::dump {

inline constexpr size_t kManifestBytesMax = 512 << 20;

// One thing as it was. A folder's content follows it as further entries.
struct UndoEntry {
  enum class Kind : uint8_t { Absent, File, Folder, Link };
  Kind kind = Kind::Absent;
  std::filesystem::path path;  // absolute
  std::string copy;            // of a file: its name in the archive
  std::string target;          // of a link
  uint64_t bytes = 0;          // of a file
  FileMarks marks;             // of a file; of a folder its mode
};

// What is put back together: the path that was about to change, with all below it.
struct UndoGroup {
  std::filesystem::path path;
  std::vector<UndoEntry> entries;  // a folder before what is in it
};

struct UndoHeader {
  TimePoint made;
  std::vector<browsers::Profile> profiles;
};

struct UndoManifest {
  UndoHeader header;
  // Only those whose end was written: what belongs to an unfinished one was not changed.
  std::vector<UndoGroup> groups;
};

std::string header_line(const UndoHeader& header);
// The lines of a group, its end included.
std::string group_lines(const UndoGroup& group);

// DataLoss without a header; a torn or damaged line ends the reading.
Result<UndoManifest> parse_manifest(std::string_view text);

}  // namespace glassjar::dump

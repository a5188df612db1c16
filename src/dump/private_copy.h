// Copies of files and links between a profile and an undo archive, on disk before they count.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace glassjar::dump {

// What a copy has to give back beside the content. `modified_ns` counts from 1970.
struct FileMarks {
  uint32_t mode = 0600;
  int64_t modified_ns = 0;
};

// Whether a copy is on disk when the call returns, or after a later sync_file_system.
enum class Sync : uint8_t { Now, Later };

// Copies the content of a regular file into a new file of mode 0600; shares the blocks where the
// file system can. Does not follow a link at the end of `from`. Conflict if `to` exists.
Result<FileMarks> copy_out(const std::filesystem::path& from, const std::filesystem::path& to,
                           Sync sync);
// All of the file system that holds `folder` (syncfs(2)): for many files at once.
Result<void> sync_file_system(const std::filesystem::path& folder);

// The same the other way: a new file with the given marks.
Result<void> copy_back(const std::filesystem::path& from, const std::filesystem::path& to,
                       const FileMarks& marks);

}  // namespace glassjar::dump

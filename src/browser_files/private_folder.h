// A folder of our own for copies of a browser's files: nobody else can look in, and it is gone
// with its last user.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "base/temporary_folder.h"

namespace glassjar::browser_files {

class PrivateFolder {
 public:
  // A new empty folder, mode 0700, where the system keeps temporary files ($TMPDIR, else /tmp). The
  // first call of a process also removes what killed runs have left there and in memory.
  static Result<PrivateFolder> make();
  // The same for so many bytes: in memory where there is room and they are few, since hundreds of
  // small copies wait longest for a disk, and values that were never on it need no erasing.
  static Result<PrivateFolder> make_for(uint64_t bytes);

  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  explicit PrivateFolder(TemporaryFolder folder) : folder_(std::move(folder)) {}

  TemporaryFolder folder_;  // gone with this
};

// Copies the content of a regular file. NotFound if it is not there, InvalidArgument if it is no
// regular file (a pipe would never end), TooLarge over `bytes_max`.
Result<void> copy_content(const std::filesystem::path& from, const std::filesystem::path& to,
                          uint64_t bytes_max);

}  // namespace glassjar::browser_files

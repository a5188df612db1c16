// Folders that a run of the program makes for itself and removes at its end. The name says which
// process made them, and while it lives it holds their lock, so that a later run can tell what a
// killed one has left.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "base/result.h"

namespace glassjar {

class TemporaryFolder {
 public:
  // A new empty folder "NAME-PID-XXXXXX" in `parent`, mode 0700. Unavailable with the system's
  // reason if there can be none.
  static Result<TemporaryFolder> make(const std::filesystem::path& parent, std::string_view name);

  TemporaryFolder(TemporaryFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  // Removes it with everything in it.
  ~TemporaryFolder() { static_cast<void>(remove()); }

  // The same now; false if something is left, because another process still writes into it.
  bool remove();

  const std::filesystem::path& path() const { return path_; }

 private:
  TemporaryFolder(std::filesystem::path path, FileDescriptor lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}

  std::filesystem::path path_;  // empty: nothing to remove
  FileDescriptor lock_;
};

// Removes from `parent` this user's folders of `name` whose makers have ended without removing
// them; returns how many. A maker whose number another process now has counts as alive; one that
// lives in another PID namespace is told by its lock.
size_t remove_left_folders(const std::filesystem::path& parent, std::string_view name);

}  // namespace glassjar

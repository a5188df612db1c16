// One reading and one emptying of a profile: what the stores of every family share.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "browsers/erase.h"
#include "browsers/profile.h"
#include "browsers/scan.h"
#include "cookies/item.h"

namespace glassjar::browsers {

// The names of files in a folder, sorted; none where it cannot be read. At most kNamesMax.
std::vector<std::string> names_in(const std::filesystem::path& folder);
inline constexpr size_t kNamesMax = 500'000;
// The size of all files below a folder, bounded by kNamesMax of them.
uint64_t bytes_below(const std::filesystem::path& folder);

// Adds what the stores of one profile tell to a scan. Outlives nothing that it refers to.
class Reading {
 public:
  Reading(const Profile& read, uint32_t index, Scan& into, Keyring& asked = no_keyring())
      : profile(read), keyring(asked), index_(index), into_(into) {}

  // Sets the profile and the file, and cuts the value at kValueBytesMax.
  void add(cookies::Item item, const std::filesystem::path& file);
  void problem(const std::filesystem::path& file, std::string why);
  // True, and a problem, where the result is an error other than NotFound.
  template <class T>
  bool failed(const std::filesystem::path& file, const Result<T>& result) {
    if (!result && result.error().code != ErrorCode::NotFound)
      problem(file, result.error().message);
    return !result;
  }

  // What was read before, of every profile of the scan.
  const std::vector<cookies::Item>& items() const { return into_.items; }

  const Profile& profile;
  Keyring& keyring;

 private:
  std::string relative(const std::filesystem::path& file) const;

  uint32_t index_;
  Scan& into_;
};

// Takes out what goes. A file is told to the watcher before it changes; items are counted once
// asked.
class Erasing {
 public:
  Erasing(const Profile& emptied, const Keeps& keeps, ChangeWatcher& watcher, Erased& erased)
      : profile(emptied), keeps_(keeps), watcher_(watcher), erased_(erased) {}

  // Whether the item is to go; counts it.
  bool goes(const cookies::Item& item);
  // The same for what is no item of a listing: nothing is counted.
  bool goes_uncounted(const cookies::Item& item) const { return !keeps_(item); }
  Result<void> before_change(const std::filesystem::path& path);
  // The same of a database and of what lies beside it.
  Result<void> before_database_change(const std::filesystem::path& path);
  // Removes a file or folder, which need not be there.
  Result<void> remove(const std::filesystem::path& path);
  // Writes a file anew, whole or not at all.
  Result<void> replace(const std::filesystem::path& path, std::string_view content);
  void leave(std::string what);

  const Profile& profile;

 private:
  const Keeps& keeps_;
  ChangeWatcher& watcher_;
  Erased& erased_;
};

}  // namespace glassjar::browsers

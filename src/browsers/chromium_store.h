// What the stores of a Chromium profile share: storage keys, times, and the state of one reading or
// one emptying of the profile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "browsers/erase.h"
#include "browsers/profile.h"
#include "browsers/scan.h"
#include "cookies/item.h"

namespace glassjar::browsers::chromium {

// Whose storage it is: "https://a.test:8443/^0https://b.test" (blink/common/storage_key).
struct StorageKey {
  std::string origin;    // "https://a.test:8443", the port only where it is not the scheme's own
  std::string host;      // "a.test"
  std::string top_site;  // "https://b.test", empty where it is not partitioned
};
// Anything that is no URL gives an empty host, and itself as the origin.
StorageKey parse_storage_key(std::string_view text);

// Microseconds since 1601-01-01, as Chromium's base::Time; absent for 0 and for what no clock says.
std::optional<TimePoint> time_of(int64_t microseconds_since_1601);

// The names of files in a folder, sorted; none where it cannot be read. At most kNamesMax.
std::vector<std::string> names_in(const std::filesystem::path& folder);
inline constexpr size_t kNamesMax = 500'000;
// The size of all files below a folder, bounded by kNamesMax of them.
uint64_t bytes_below(const std::filesystem::path& folder);

// Of two places for a file the one that exists: Windows keeps network state in `Network/`.
std::filesystem::path network_file(const Profile& profile, std::string_view name);

// `Cache`, `Code Cache`: in the profile, or in the cache's folder where the browser has one.
std::vector<std::filesystem::path> cache_folders(const Profile& profile, std::string_view name);

class Reading {
 public:
  Reading(const Profile& profile, uint32_t index, Scan& into)
      : profile_(profile), index_(index), into_(into) {}

  const Profile& profile() const { return profile_; }

  // An item of this profile, of a file in it.
  cookies::Item item(cookies::Store store, const std::filesystem::path& file) const;
  void add(cookies::Item item);
  void problem(const std::filesystem::path& file, std::string why);
  // True, and a problem, where the result is an error other than NotFound.
  template <class T>
  bool failed(const std::filesystem::path& file, const Result<T>& result) {
    if (!result && result.error().code != ErrorCode::NotFound)
      problem(file, result.error().message);
    return !result;
  }
  // Every host of this scan, and the domains above it.
  std::set<std::string> hosts_and_above() const;

 private:
  std::string relative(const std::filesystem::path& file) const;

  const Profile& profile_;
  uint32_t index_;
  Scan& into_;
};

// One emptying. A file is told to the watcher before it changes; items are counted once asked.
class Erasing {
 public:
  Erasing(const Profile& profile, const Keeps& keeps, ChangeWatcher& watcher, Erased& erased)
      : profile_(profile), keeps_(keeps), watcher_(watcher), erased_(erased) {}

  const Profile& profile() const { return profile_; }

  // Whether the item is to go.
  bool goes(const cookies::Item& item);
  Result<void> before_change(const std::filesystem::path& path);
  // Removes a file or folder, which need not be there.
  Result<void> remove(const std::filesystem::path& path);
  void leave(std::string what);

 private:
  const Profile& profile_;
  const Keeps& keeps_;
  ChangeWatcher& watcher_;
  Erased& erased_;
};

// An item of which nothing but its owner matters, for asking what goes.
cookies::Item owned_item(cookies::Store store, const StorageKey& key, std::string name = {});
// The same of a URL.
cookies::Item item_of_url(cookies::Store store, std::string_view url);

}  // namespace glassjar::browsers::chromium

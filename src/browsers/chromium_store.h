// What the stores of a Chromium profile share: storage keys, times, and where files may lie.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "browsers/profile.h"
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

// Whether an origin is no site's but an extension's or a page's of the browser itself: what these
// store is neither listed nor taken out. False for an owner that is not known.
bool is_browsers_own(std::string_view origin);

// Microseconds since 1601-01-01, as Chromium's base::Time; absent for 0 and for what no clock says.
std::optional<TimePoint> time_of(int64_t microseconds_since_1601);

// Of two places for a file the one that exists: Windows keeps network state in `Network/`.
std::filesystem::path network_file(const Profile& profile, std::string_view name);

// `Cache`, `Code Cache`: in the profile, or in the cache's folder where the browser has one.
std::vector<std::filesystem::path> cache_folders(const Profile& profile, std::string_view name);

// An item of which nothing but its owner matters, for asking what goes.
cookies::Item owned_item(cookies::Store store, const StorageKey& key, std::string name = {});
// The same of a URL.
cookies::Item item_of_url(cookies::Store store, std::string_view url);

}  // namespace glassjar::browsers::chromium

// Storage keys, times, and places of files.
#include "browsers/chromium_store.h"

#include <algorithm>

#include "browser_files/text_forms.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using cookies::Item;

constexpr int64_t kUnixEpochIn1601Seconds = 11'644'473'600;
constexpr int64_t kLatestIn1601Seconds = kUnixEpochIn1601Seconds + int64_t{400} * 366 * 86'400;
constexpr size_t kStorageKeyBytesMax = 4096;

// The origin of a URL without the port that its scheme has anyway.
std::string origin_of(std::string_view url) {
  const size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::string(url);
  const size_t path = url.find_first_of("/?#", scheme_end + 3);
  std::string origin(url.substr(0, path));
  const std::string_view scheme = url.substr(0, scheme_end);
  const std::string_view own_port = scheme == "https" ? ":443" : scheme == "http" ? ":80" : "";
  if (!own_port.empty() && origin.ends_with(own_port))
    origin.resize(origin.size() - own_port.size());
  return origin;
}

}  // namespace

// The attributes after the origin: ^0 top-level site, ^3 "same site, below another", ^1 ^2 the
// nonce of a frame without a name, ^4 ^5 ^6 an opaque top-level site.
StorageKey parse_storage_key(std::string_view text) {
  StorageKey key;
  text = text.substr(0, kStorageKeyBytesMax);
  const size_t attributes = text.find('^');
  const std::string_view first = text.substr(0, attributes);
  key.origin = browser_files::text_or_hex(origin_of(first));
  key.host = browser_files::text_or_hex(cookies::normal_host(cookies::host_of_url(first)));
  if (attributes == std::string_view::npos) return key;
  const std::string_view rest = text.substr(attributes);
  if (rest.starts_with("^0")) {
    key.top_site = browser_files::text_or_hex(origin_of(rest.substr(2, rest.find('^', 1) - 2)));
  } else if (rest.starts_with("^3")) {
    const size_t scheme_end = key.origin.find("://");
    key.top_site =
        key.origin.substr(0, scheme_end) + "://" + std::string(cookies::site_of(key.host));
  } else {
    key.top_site = "null";
  }
  return key;
}

bool is_browsers_own(std::string_view origin) {
  return !origin.empty() && !origin.starts_with("http://") && !origin.starts_with("https://");
}

std::optional<TimePoint> time_of(int64_t microseconds_since_1601) {
  constexpr int64_t kMillion = 1'000'000;
  if (microseconds_since_1601 <= 0 || microseconds_since_1601 > kLatestIn1601Seconds * kMillion)
    return std::nullopt;
  return TimePoint(microseconds(microseconds_since_1601 - kUnixEpochIn1601Seconds * kMillion));
}

fs::path network_file(const Profile& profile, std::string_view name) {
  std::error_code ignored;
  const fs::path inside = profile.folder / "Network" / name;
  return fs::exists(inside, ignored) ? inside : profile.folder / name;
}

std::vector<fs::path> cache_folders(const Profile& profile, std::string_view name) {
  std::vector<fs::path> folders = {profile.folder / name};
  if (!profile.cache_folder.empty() && profile.cache_folder != profile.folder)
    folders.push_back(profile.cache_folder / name);
  std::erase_if(folders, [](const fs::path& folder) {
    std::error_code ignored;
    return !fs::is_directory(folder, ignored);
  });
  return folders;
}

Item owned_item(cookies::Store store, const StorageKey& key, std::string name) {
  Item item;
  item.store = store;
  item.host = key.host;
  item.origin = key.origin;
  item.top_site = key.top_site;
  item.name = std::move(name);
  return item;
}

Item item_of_url(cookies::Store store, std::string_view url) {
  return owned_item(store, parse_storage_key(url.substr(0, url.find('^'))),
                    browser_files::text_or_hex(url));
}

}  // namespace glassjar::browsers::chromium

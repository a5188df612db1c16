// Storage keys, times, and the shared steps of reading and emptying.
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
  key.host = cookies::normal_host(cookies::host_of_url(first));
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

std::optional<TimePoint> time_of(int64_t microseconds_since_1601) {
  constexpr int64_t kMillion = 1'000'000;
  if (microseconds_since_1601 <= 0 || microseconds_since_1601 > kLatestIn1601Seconds * kMillion)
    return std::nullopt;
  return TimePoint(microseconds(microseconds_since_1601 - kUnixEpochIn1601Seconds * kMillion));
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator() && names.size() < kNamesMax;
       entry.increment(error))
    names.push_back(entry->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

uint64_t bytes_below(const fs::path& folder) {
  uint64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (size_t files = 0; !error && entry != fs::recursive_directory_iterator() && files < kNamesMax;
       entry.increment(error), ++files) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) bytes += entry->file_size(ignored);
  }
  return bytes;
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

Item Reading::item(cookies::Store store, const fs::path& file) const {
  Item item;
  item.store = store;
  item.profile = index_;
  item.file = relative(file);
  return item;
}

void Reading::add(Item item) {
  item.profile = index_;
  if (item.value && item.value->size() > cookies::kValueBytesMax)
    item.value->resize(cookies::kValueBytesMax);
  into_.items.push_back(std::move(item));
}

void Reading::problem(const fs::path& file, std::string why) {
  into_.problems.push_back({index_, relative(file), std::move(why)});
}

std::string Reading::relative(const fs::path& file) const {
  const auto inside = [&file](const fs::path& folder) {
    return !folder.empty() &&
           std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first ==
               folder.end();
  };
  if (inside(profile_.folder)) return file.lexically_relative(profile_.folder).string();
  if (inside(profile_.cache_folder)) return file.lexically_relative(profile_.cache_folder).string();
  return file.string();
}

std::set<std::string> Reading::hosts_and_above() const {
  std::set<std::string> hosts;
  for (const Item& item : into_.items) {
    std::string_view host = item.host;
    while (!host.empty() && hosts.emplace(host).second) {
      const size_t dot = host.find('.');
      host = dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
    }
  }
  return hosts;
}

bool Erasing::goes(const Item& item) {
  const bool kept = keeps_(item);
  ++(kept ? erased_.kept : erased_.items);
  return !kept;
}

Result<void> Erasing::before_change(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(path, ignored))) return {};
  return watcher_.before_change(path);
}

Result<void> Erasing::remove(const fs::path& path) {
  TRY(before_change(path));
  std::error_code error;
  fs::remove_all(path, error);
  if (error)
    return fail(ErrorCode::Unavailable, "remove \"{}\": {}", path.string(), error.message());
  return {};
}

void Erasing::leave(std::string what) { erased_.left_over.push_back(std::move(what)); }

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

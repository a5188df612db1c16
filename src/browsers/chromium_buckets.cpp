// The table `buckets` of WebStorage/QuotaManager.
#include "browsers/chromium_buckets.h"

#include <charconv>

#include "browser_files/text_forms.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using cookies::Item;

// storage/browser/quota/quota_database.cc
constexpr int64_t kVersionMin = 7;
constexpr int64_t kVersionMax = 11;

std::optional<Item> bucket_of(const SqliteRow& row, int64_t) {
  Item item = owned_item(cookies::Store::Quota, parse_storage_key(row.bytes("storage_key")),
                         browser_files::text_or_hex(row.bytes("name")));
  if (is_browsers_own(item.origin)) return std::nullopt;
  item.last_used = time_of(std::max(row.integer("last_accessed"), row.integer("last_modified")));
  return item;
}

}  // namespace

fs::path bucket_index(const Profile& profile) {
  return profile.folder / "WebStorage" / "QuotaManager";
}

RowStore bucket_rows() {
  return {.version_min = kVersionMin,
          .version_max = kVersionMax,
          .kinds = {{.table = "buckets",
                     .select = "SELECT id, storage_key, name, last_accessed, last_modified FROM "
                               "buckets",
                     .item_of = bucket_of,
                     .remove = "DELETE FROM buckets WHERE id = ?1"}},
          .version_in = VersionIn::Meta};
}

std::map<int64_t, std::string> read_buckets(const Profile& profile) {
  std::map<int64_t, std::string> buckets;
  const auto index = browser_files::SqliteCopy::open(bucket_index(profile));
  if (!index) return buckets;
  // Without the table there are no buckets, and rows before an error stand.
  static_cast<void>(index->for_each(
      "SELECT id, storage_key FROM buckets",
      [&](const SqliteRow& row) { buckets[row.integer("id")] = row.text("storage_key"); }));
  return buckets;
}

std::vector<BucketFolder> bucket_folders(const Profile& profile) {
  const std::map<int64_t, std::string> buckets = read_buckets(profile);
  const fs::path parent = profile.folder / "WebStorage";
  std::vector<BucketFolder> folders;
  for (const std::string& name : names_in(parent)) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc() || end != name.data() + name.size()) continue;
    const auto owner = buckets.find(number);
    std::string key = owner == buckets.end() ? std::string() : owner->second;
    if (!is_browsers_own(key)) folders.push_back({parent / name, std::move(key)});
  }
  return folders;
}

}  // namespace glassjar::browsers::chromium

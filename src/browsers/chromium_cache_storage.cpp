// Cache Storage: a folder for each owner, with `index.txt` (a protobuf message) that tells whose it
// is and which caches it has.
#include "base/file.h"
#include "browser_files/protobuf.h"
#include "browser_files/text_forms.h"
#include "browsers/chromium_buckets.h"
#include "browsers/chromium_stores.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::ProtobufMessage;
using cookies::Item;
using cookies::Store;

// content/browser/cache_storage/cache_storage.proto
enum IndexField : uint8_t { Cache = 1, Origin = 2, StorageKeyText = 3 };
enum CacheField : uint8_t { Name = 1, Size = 3, NameUtf16 = 7 };

constexpr size_t kIndexBytesMax = 4 << 20;

struct Caches {
  StorageKey key;
  fs::path folder;
};

// By origin: the folders' names are hashes that cannot be told back. By bucket: the bucket's owner.
std::vector<Caches> find_caches(const Profile& profile) {
  std::vector<Caches> found;
  const fs::path parent = profile.folder / "Service Worker" / "CacheStorage";
  for (const std::string& name : names_in(parent)) found.push_back({{}, parent / name});
  for (const BucketFolder& bucket : bucket_folders(profile)) {
    const fs::path folder = bucket.folder / "CacheStorage";
    std::error_code ignored;
    if (fs::is_directory(folder, ignored))
      found.push_back({parse_storage_key(bucket.storage_key), folder});
  }
  return found;
}

Item cache_of(const StorageKey& key, std::string_view bytes) {
  const ProtobufMessage cache = ProtobufMessage::parse(bytes);
  const std::string_view utf16 = cache.bytes(NameUtf16);
  Item item = owned_item(Store::CacheStorage, key,
                         utf16.empty() ? browser_files::text_or_hex(cache.bytes(Name))
                                       : browser_files::utf16le_to_utf8(utf16));
  item.bytes = cache.number(Size);
  return item;
}

// The caches in the index; also tells the owner, which the index knows best.
Result<std::vector<Item>> read_index(Caches& caches) {
  const std::string bytes = TRY(read_file(caches.folder / "index.txt", kIndexBytesMax));
  const ProtobufMessage index = ProtobufMessage::parse(bytes);
  const std::string_view owner = index.bytes(StorageKeyText);
  const std::string_view origin = index.bytes(Origin);
  if (!owner.empty() || !origin.empty())
    caches.key = parse_storage_key(owner.empty() ? origin : owner);
  if (!index.is_whole())
    return fail(ErrorCode::DataLoss, "read index of caches: damaged or cut off");
  std::vector<Item> items;
  for (const std::string_view cache : index.all(Cache))
    items.push_back(cache_of(caches.key, cache));
  return items;
}

}  // namespace

void read_cache_storage(Reading& reading) {
  for (Caches& caches : find_caches(reading.profile)) {
    Result<std::vector<Item>> items = read_index(caches);
    if (reading.failed(caches.folder, items) || is_browsers_own(caches.key.origin)) continue;
    for (Item& item : *items) reading.add(std::move(item), caches.folder);
  }
}

// A folder that does not tell its owner goes with whatever has no owner.
Result<void> erase_cache_storage(Erasing& erasing) {
  for (Caches& caches : find_caches(erasing.profile)) {
    const std::vector<Item> items = read_index(caches).value_or(std::vector<Item>());
    if (is_browsers_own(caches.key.origin)) continue;
    bool all_go =
        !items.empty() || erasing.goes_uncounted(owned_item(Store::CacheStorage, caches.key));
    for (const Item& item : items) all_go = erasing.goes(item) && all_go;
    if (all_go) TRY(erasing.remove(caches.folder));
  }
  return {};
}

}  // namespace glassjar::browsers::chromium

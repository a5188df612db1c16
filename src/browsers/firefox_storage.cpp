// `storage/`: a folder an origin, with its local storage, databases and caches in it (dom/quota).
#include <system_error>

#include "base/file.h"
#include "browser_files/decompress.h"
#include "browser_files/indexed_db_key.h"
#include "browser_files/quota_metadata.h"
#include "browser_files/sqlite_copy.h"
#include "browser_files/structured_clone.h"
#include "browser_files/text_forms.h"
#include "browsers/firefox_origin.h"
#include "browsers/firefox_stores.h"
#include "browsers/indexed_db_records.h"

namespace glassjar::browsers::firefox {
namespace {

namespace fs = std::filesystem;
using browser_files::SqliteCopy;
using browser_files::SqliteRow;
using browser_files::text_or_hex;
using browser_files::ValueTexts;
using cookies::Item;
using cookies::Store;

// `private` is encrypted with a key that the browser forgets: only whose it is can be told.
constexpr const char* kRepositories[] = {"default", "temporary", "permanent", "persistent",
                                         "private"};
constexpr size_t kMetadataBytesMax = 64 * 1024;
// A database over this is named by its file, and its records are not read.
constexpr uint64_t kDatabaseBytesMax = 256 << 20;
constexpr size_t kValueBytesMax = 1 << 20;  // of one record, decompressed
constexpr int64_t kMicrosecondsMax = int64_t{1} << 56;

struct OriginFolder {
  fs::path folder;
  std::string repository;
  Origin origin;
  std::optional<TimePoint> last_access;
};

// Whose a folder is: by the file in it, or, where that is gone as after a crash, by its name.
OriginFolder origin_folder(const fs::path& folder, std::string repository) {
  OriginFolder found;
  found.folder = folder;
  found.repository = std::move(repository);
  if (const auto content = read_file(folder / ".metadata-v2", kMetadataBytesMax)) {
    if (const auto metadata = browser_files::read_quota_metadata(*content)) {
      found.origin = parse_origin(metadata->origin);
      found.last_access = metadata->last_access;
    }
  }
  if (!found.origin.is_of_site()) found.origin = parse_origin_folder(folder.filename().string());
  return found;
}

std::vector<OriginFolder> origin_folders(const Profile& profile) {
  std::vector<OriginFolder> folders;
  for (const char* repository : kRepositories) {
    const fs::path parent = profile.folder / "storage" / repository;
    for (const std::string& name : names_in(parent)) {
      std::error_code ignored;
      if (!fs::is_directory(parent / name, ignored)) continue;
      OriginFolder found = origin_folder(parent / name, repository);
      if (found.origin.is_of_site()) folders.push_back(std::move(found));
    }
  }
  return folders;
}

// dom/localstorage, LSValue: 1 for text that was converted to UTF-8, 1 for Snappy; before schema 5
// a column `compressed` and always UTF-8.
Result<std::string> local_value(const SqliteRow& row) {
  std::string value(row.bytes("value"));
  if (row.integer("compression_type") == 1 || row.integer("compressed") == 1)
    value = TRY(browser_files::decompress_snappy(value));
  const bool is_utf16 = !row.is_null("conversion_type") && row.integer("conversion_type") == 0;
  return is_utf16 ? browser_files::utf16le_to_utf8(value) : text_or_hex(value);
}

void read_local_storage(Reading& reading, const OriginFolder& folder) {
  const fs::path file = folder.folder / "ls" / "data.sqlite";
  const auto database = SqliteCopy::open(file);
  if (reading.failed(file, database)) return;
  const auto read = database->for_each("SELECT * FROM data", [&](const SqliteRow& row) {
    Item item = item_of(Store::LocalStorage, folder.origin, text_or_hex(row.bytes("key")));
    Result<std::string> value = local_value(row);
    if (value) {
      item.bytes = value->size();
      item.value = std::move(*value);
    } else {
      item.bytes = row.bytes("value").size();
    }
    const int64_t accessed = row.integer("last_access_time");
    if (accessed > 0 && accessed < kMicrosecondsMax)
      item.last_used = TimePoint(microseconds(accessed));
    reading.add(std::move(item), file);
  });
  if (!read) reading.problem(file, read.error().message);
}

// A blob is the value, compressed; a number says which file beside the database holds it.
void read_value(const SqliteRow& row, ValueTexts& texts) {
  if (row.bytes("form") != "blob") return texts.leave_in_other_file();
  if (row.is_null("data")) return texts.leave_unread();
  const auto value = browser_files::decompress_snappy(row.bytes("data"), kValueBytesMax);
  if (!value) return texts.leave_unread();
  browser_files::read_structured_clone(*value, texts);
}

// dom/indexedDB/DBSchema.cpp: object_store and object_data.
Result<void> read_records(const SqliteCopy& database, DatabaseItems& items) {
  if (!database.has_table("object_data") || !database.has_table("object_store")) return {};
  // One more than is listed, so that it is known whether there are more.
  return database.for_each(
      fmt::format("SELECT s.name, d.key, typeof(d.data) AS form, length(d.data) AS bytes, CASE "
                  "WHEN length(d.data) <= {} THEN d.data END AS data FROM object_data d JOIN "
                  "object_store s ON s.id = d.object_store_id LIMIT {}",
                  kStoredValueBytesMax, kRecordsPerDatabaseMax + 1),
      [&](const SqliteRow& row) {
        if (items.is_full()) return;
        ValueTexts texts;
        const auto key = browser_files::read_indexed_db_key(
            row.bytes("key"), browser_files::KeyCoding::Firefox, texts);
        if (!key) return;
        read_value(row, texts);
        items.add(text_or_hex(row.bytes("name")), *key, texts,
                  static_cast<uint64_t>(std::max<int64_t>(row.integer("bytes"), 0)));
      });
}

// A file a database, named by a hash and a shuffled start of the name; the name itself is inside.
void read_databases(Reading& reading, const OriginFolder& folder, RecordBudget& budget) {
  const fs::path parent = folder.folder / "idb";
  for (const std::string& name : names_in(parent)) {
    if (!name.ends_with(".sqlite")) continue;
    const fs::path file = parent / name;
    const std::string stem = name.substr(0, name.size() - std::string_view(".sqlite").size());
    Item item = item_of(Store::IndexedDb, folder.origin, stem);
    std::error_code error;
    item.bytes = fs::file_size(file, error);
    if (error) item.bytes = 0;
    item.bytes += bytes_below(parent / (stem + ".files"));
    browser_files::SqliteLimits limits;
    limits.file_bytes_max = kDatabaseBytesMax;
    const auto database = SqliteCopy::open(file, limits);
    // Its file alone tells that its owner was here.
    if (!database) {
      reading.add(std::move(item), file);
      continue;
    }
    static_cast<void>(database->for_each(
        "SELECT name FROM database LIMIT 1",
        [&](const SqliteRow& row) { item.name = text_or_hex(row.bytes("name")); }));
    DatabaseItems items(std::move(item), budget);
    const auto read = read_records(*database, items);
    if (!read) reading.problem(file, read.error().message);
    for (Item& each : std::move(items).take()) reading.add(std::move(each), file);
  }
}

// Namespace 0 is what pages made; 1 holds the scripts of service workers. Names are UTF-16.
void read_caches(Reading& reading, const OriginFolder& folder) {
  const fs::path file = folder.folder / "cache" / "caches.sqlite";
  const auto database = SqliteCopy::open(file);
  if (reading.failed(file, database)) return;
  const bool has_sizes = database->has_column("entries", "response_body_disk_size");
  const std::string_view select =
      has_sizes
          ? "SELECT key, typeof(key) AS form, (SELECT sum(ifnull(response_body_disk_size, 0)) "
            "FROM entries e WHERE e.cache_id = s.cache_id) AS bytes FROM storage s WHERE "
            "namespace = 0"
          : "SELECT key, typeof(key) AS form FROM storage WHERE namespace = 0";
  const auto read = database->for_each(select, [&](const SqliteRow& row) {
    const std::string name = row.bytes("form") == "blob"
                                 ? browser_files::utf16le_to_utf8(row.bytes("key"))
                                 : text_or_hex(row.bytes("key"));
    Item item = item_of(Store::CacheStorage, folder.origin, name);
    item.bytes = static_cast<uint64_t>(std::max<int64_t>(row.integer("bytes"), 0));
    reading.add(std::move(item), file);
  });
  if (!read) reading.problem(file, read.error().message);
}

Item quota_item(const OriginFolder& folder) {
  Item item = item_of(Store::Quota, folder.origin, folder.repository);
  item.last_used = folder.last_access;
  item.bytes = bytes_below(folder.folder);
  return item;
}

void read_folder(Reading& reading, const OriginFolder& folder, RecordBudget& budget) {
  reading.add(quota_item(folder), folder.folder / ".metadata-v2");
  if (folder.repository == "private") return;
  read_local_storage(reading, folder);
  read_databases(reading, folder, budget);
  read_caches(reading, folder);
}

}  // namespace

void read_origin_folders(Reading& reading) {
  RecordBudget budget;
  for (const OriginFolder& folder : origin_folders(reading.profile))
    read_folder(reading, folder, budget);
}

// A folder goes as a whole: its databases cannot be edited outside Firefox, whose functions their
// triggers call. It stays where anything in it is kept.
Result<void> erase_origin_folders(Erasing& erasing) {
  RecordBudget budget;
  for (const OriginFolder& folder : origin_folders(erasing.profile)) {
    Scan inside;
    Reading reading(erasing.profile, 0, inside);
    read_folder(reading, folder, budget);
    bool kept = false;
    for (const Item& item : inside.items) kept = !erasing.goes(item) || kept;
    if (!kept) TRY(erasing.remove(folder.folder));
  }
  // What Firefox itself was about to remove when it ended.
  const fs::path dying = erasing.profile.folder / "storage" / "to-be-removed";
  for (const std::string& name : names_in(dying)) TRY(erasing.remove(dying / name));
  return {};
}

}  // namespace glassjar::browsers::firefox

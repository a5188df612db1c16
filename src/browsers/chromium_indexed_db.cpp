// IndexedDB: a LevelDB or a folder of SQLite files for each owner, in `IndexedDB/<origin>` or in
// its bucket's folder.
#include <optional>

#include "browser_files/decompress.h"
#include "browser_files/indexed_db_key.h"
#include "browser_files/sqlite_copy.h"
#include "browser_files/text_forms.h"
#include "browser_files/v8_value.h"
#include "browsers/chromium_buckets.h"
#include "browsers/chromium_indexed_db_leveldb.h"
#include "browsers/chromium_stores.h"
#include "browsers/indexed_db_records.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::KeyCoding;
using browser_files::SqliteCopy;
using browser_files::ValueTexts;
using cookies::Item;
using cookies::Store;

constexpr std::string_view kLeveldb = ".indexeddb.leveldb";
constexpr std::string_view kBlobs = ".indexeddb.blob";

// "https_a.test_8443" as an origin; port 0 is the scheme's own.
std::string origin_of_folder(std::string_view name) {
  const size_t scheme_end = name.find('_');
  const size_t port_begin = name.rfind('_');
  if (scheme_end == std::string_view::npos || port_begin <= scheme_end) return std::string(name);
  const std::string_view port = name.substr(port_begin + 1);
  std::string origin = std::string(name.substr(0, scheme_end)) + "://" +
                       std::string(name.substr(scheme_end + 1, port_begin - scheme_end - 1));
  if (port != "0") origin += ":" + std::string(port);
  return origin;
}

// All databases of one owner: what to read, and every path that goes with them.
struct Databases {
  StorageKey key;
  fs::path place;
  bool is_leveldb = false;
  std::vector<fs::path> paths;
};

// A value of the SQLite form, without its compression.
void read_value(const SqliteRow& row, ValueTexts& texts) {
  constexpr int64_t kZstd = 1;
  constexpr int64_t kSnappy = 2;
  if (row.is_null("value")) return texts.leave_unread();
  const std::string_view bytes = row.bytes("value");
  const int64_t compression = row.integer("compression_type");
  if (compression == 0) return browser_files::read_v8_value(bytes, texts);
  const Result<std::string> value =
      compression == kZstd ? browser_files::decompress_zstd(bytes, browser_files::kV8ValueBytesMax)
      : compression == kSnappy
          ? browser_files::decompress_snappy(bytes, browser_files::kV8ValueBytesMax)
          : fail(ErrorCode::DataLoss, "unknown");
  if (!value) return texts.leave_unread();
  browser_files::read_v8_value(*value, texts);
}

Result<void> read_sqlite_records(const SqliteCopy& database, DatabaseItems& items) {
  if (!database.has_table("records") || !database.has_table("object_stores")) return {};
  // One more than is listed, so that it is known whether there are more.
  return database.for_each(
      fmt::format("SELECT s.name, r.key, r.compression_type, length(r.value) AS bytes, CASE WHEN "
                  "length(r.value) <= {} THEN r.value END AS value FROM records r JOIN "
                  "object_stores s ON s.id = r.object_store_id LIMIT {}",
                  kStoredValueBytesMax, kRecordsPerDatabaseMax + 1),
      [&](const SqliteRow& row) {
        if (items.is_full()) return;
        ValueTexts texts;
        const auto key =
            browser_files::read_indexed_db_key(row.bytes("key"), KeyCoding::ChromiumSqlite, texts);
        if (!key) return;
        read_value(row, texts);
        items.add(browser_files::utf16le_to_utf8(row.bytes("name")), *key, texts,
                  static_cast<uint64_t>(std::max<int64_t>(row.integer("bytes"), 0)));
      });
}

// The file is called by a hash of the database's name; the name is inside.
void read_sqlite_database(const Databases& databases, const fs::path& file, RecordBudget& budget,
                          DatabasesRead& found) {
  const auto database = SqliteCopy::open(file);
  if (!database) return found.problems.push_back(database.error().message);
  if (!database->has_table("indexed_db_metadata")) return;
  std::optional<Item> item;
  const auto named =
      database->for_each("SELECT name FROM indexed_db_metadata LIMIT 1", [&](const SqliteRow& row) {
        item = owned_item(Store::IndexedDb, databases.key,
                          browser_files::utf16le_to_utf8(row.bytes("name")));
      });
  if (!named) found.problems.push_back(named.error().message);
  if (!item) return;
  std::error_code error;
  item->bytes = fs::file_size(file, error);
  if (error) item->bytes = 0;
  DatabaseItems items(std::move(*item), budget);
  const auto read = read_sqlite_records(*database, items);
  if (!read) found.problems.push_back(read.error().message);
  for (Item& each : std::move(items).take()) found.items.push_back(std::move(each));
}

DatabasesRead read_databases(const Databases& databases, RecordBudget& budget) {
  if (databases.is_leveldb) return read_leveldb_databases(databases.place, databases.key, budget);
  DatabasesRead found;
  for (const std::string& name : names_in(databases.place))
    if (name.find('.') == std::string::npos && name.find('-') == std::string::npos)
      read_sqlite_database(databases, databases.place / name, budget, found);
  return found;
}

// `IndexedDB/<origin>.indexeddb.leveldb` with its blobs, and `IndexedDB/<origin>/`.
void find_by_origin(const Profile& profile, std::vector<Databases>& found) {
  const fs::path parent = profile.folder / "IndexedDB";
  for (const std::string& name : names_in(parent)) {
    if (name.ends_with(kBlobs)) continue;
    const bool is_leveldb = name.ends_with(kLeveldb);
    const std::string stem = name.substr(0, name.size() - (is_leveldb ? kLeveldb.size() : 0));
    Databases databases{parse_storage_key(origin_of_folder(stem)), parent / name, is_leveldb, {}};
    if (is_browsers_own(databases.key.origin)) continue;
    databases.paths.push_back(parent / name);
    if (is_leveldb) databases.paths.push_back(parent / (stem + std::string(kBlobs)));
    found.push_back(std::move(databases));
  }
}

// `WebStorage/<bucket>/IndexedDB/`, either `indexeddb.leveldb` or the SQLite files themselves.
void find_by_bucket(const Profile& profile, std::vector<Databases>& found) {
  for (const BucketFolder& bucket : bucket_folders(profile)) {
    const fs::path parent = bucket.folder / "IndexedDB";
    std::error_code ignored;
    if (!fs::is_directory(parent, ignored)) continue;
    const StorageKey key = parse_storage_key(bucket.storage_key);
    const fs::path leveldb = parent / kLeveldb.substr(1);
    if (fs::is_directory(leveldb, ignored)) {
      found.push_back({key, leveldb, /*is_leveldb=*/true, {leveldb, parent / kBlobs.substr(1)}});
    } else {
      found.push_back({key, parent, /*is_leveldb=*/false, {parent}});
    }
  }
}

std::vector<Databases> find_databases(const Profile& profile) {
  std::vector<Databases> found;
  find_by_origin(profile, found);
  find_by_bucket(profile, found);
  return found;
}

}  // namespace

void read_indexed_db(Reading& reading) {
  RecordBudget budget;
  for (const Databases& databases : find_databases(reading.profile)) {
    DatabasesRead found = read_databases(databases, budget);
    for (Item& item : found.items) reading.add(std::move(item), databases.place);
    for (std::string& why : found.problems) reading.problem(databases.place, std::move(why));
  }
}

// An owner's databases go together with their records, and all stay if one is to stay. A folder
// without a database, or one that cannot be read, still tells that its owner was here.
Result<void> erase_indexed_db(Erasing& erasing) {
  RecordBudget budget;
  for (const Databases& databases : find_databases(erasing.profile)) {
    const std::vector<Item> items = read_databases(databases, budget).items;
    bool all_go =
        !items.empty() || erasing.goes_uncounted(owned_item(Store::IndexedDb, databases.key));
    for (const Item& item : items) all_go = erasing.goes(item) && all_go;
    if (!all_go) continue;
    for (const fs::path& path : databases.paths) TRY(erasing.remove(path));
  }
  return {};
}

}  // namespace glassjar::browsers::chromium

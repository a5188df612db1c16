// IndexedDB: a LevelDB or a folder of SQLite files for each owner, in `IndexedDB/<origin>` or in
// its bucket's folder.
#include "browser_files/byte_reader.h"
#include "browser_files/leveldb.h"
#include "browser_files/text_forms.h"
#include "browsers/chromium_buckets.h"
#include "browsers/chromium_stores.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::ByteReader;
using browser_files::LeveldbContent;
using browser_files::LeveldbEntry;
using cookies::Item;
using cookies::Store;

constexpr std::string_view kLeveldb = ".indexeddb.leveldb";
constexpr std::string_view kBlobs = ".indexeddb.blob";

// Of leveldb_coding_scheme.md: global metadata (prefix 0 0 0 0), type 201: the number of a database
// by origin and name, each counted in UTF-16 units, big-endian.
constexpr std::string_view kDatabaseName("\0\0\0\0\xc9", 5);

std::optional<std::string> counted_utf16(ByteReader& reader) {
  const auto units = reader.varint();
  if (!units || *units > reader.rest().size()) return std::nullopt;
  const auto bytes = reader.take(*units * 2);
  if (!bytes) return std::nullopt;
  return browser_files::utf16be_to_utf8(*bytes);
}

std::optional<std::string> database_name(std::string_view key) {
  if (!key.starts_with(kDatabaseName)) return std::nullopt;
  ByteReader reader(key.substr(kDatabaseName.size()));
  if (!counted_utf16(reader)) return std::nullopt;  // the origin
  return counted_utf16(reader);
}

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

struct Found {
  std::vector<Item> items;
  std::vector<std::string> problems;
};

// The folder's size is shared equally: the sizes of single databases would take reading all of it.
void read_leveldb_names(const Databases& databases, Found& found) {
  const auto is_name = [](std::string_view key) { return key.starts_with(kDatabaseName); };
  const Result<LeveldbContent> content = browser_files::read_leveldb(databases.place, is_name);
  if (!content) return found.problems.push_back(content.error().message);
  found.problems = content->problems;
  for (const LeveldbEntry& entry : content->entries)
    if (auto name = database_name(entry.key))
      found.items.push_back(owned_item(Store::IndexedDb, databases.key, std::move(*name)));
  const uint64_t bytes = bytes_below(databases.place);
  for (Item& item : found.items) item.bytes = bytes / found.items.size();
}

// The file is called by a hash of the database's name; the name is inside.
void read_sqlite_name(const Databases& databases, const fs::path& file, Found& found) {
  const auto database = browser_files::SqliteCopy::open(file);
  if (!database) return found.problems.push_back(database.error().message);
  if (!database->has_table("indexed_db_metadata")) return;
  const auto read =
      database->for_each("SELECT name FROM indexed_db_metadata", [&](const SqliteRow& row) {
        found.items.push_back(owned_item(Store::IndexedDb, databases.key,
                                         browser_files::utf16le_to_utf8(row.bytes("name"))));
        std::error_code ignored;
        found.items.back().bytes = fs::file_size(file, ignored);
      });
  if (!read) found.problems.push_back(read.error().message);
}

Found read_databases(const Databases& databases) {
  Found found;
  if (databases.is_leveldb) {
    read_leveldb_names(databases, found);
  } else {
    for (const std::string& name : names_in(databases.place))
      if (name.find('.') == std::string::npos && name.find('-') == std::string::npos)
        read_sqlite_name(databases, databases.place / name, found);
  }
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
  for (const Databases& databases : find_databases(reading.profile)) {
    Found found = read_databases(databases);
    for (Item& item : found.items) reading.add(std::move(item), databases.place);
    for (std::string& why : found.problems) reading.problem(databases.place, std::move(why));
  }
}

// An owner's databases go together, and all stay if one is to stay. A folder without a database,
// or one that cannot be read, still tells that its owner was here.
Result<void> erase_indexed_db(Erasing& erasing) {
  for (const Databases& databases : find_databases(erasing.profile)) {
    const std::vector<Item> items = read_databases(databases).items;
    bool all_go =
        !items.empty() || erasing.goes_uncounted(owned_item(Store::IndexedDb, databases.key));
    for (const Item& item : items) all_go = erasing.goes(item) && all_go;
    if (!all_go) continue;
    for (const fs::path& path : databases.paths) TRY(erasing.remove(path));
  }
  return {};
}

}  // namespace glassjar::browsers::chromium

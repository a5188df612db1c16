// Local and session storage.
//
// Local, LevelDB: `META:<storage key>`, `METAACCESS:<storage key>`, `_<storage key> NUL <key>`;
// keys and values begin with a byte that tells Latin-1 from UTF-16. Session, LevelDB:
// `namespace-<id>-<storage key>` gives the number of a map, `map-<number>-<key>` its entries, keys
// in UTF-8, values in UTF-16. The SQLite forms have the same texts in two tables.
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "browser_files/decompress.h"
#include "browser_files/leveldb.h"
#include "browser_files/leveldb_rewrite.h"
#include "browser_files/protobuf.h"
#include "browser_files/text_forms.h"
#include "browsers/chromium_stores.h"
#include "browsers/rows.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::LeveldbContent;
using browser_files::LeveldbEntry;
using browser_files::ProtobufMessage;
using cookies::Item;
using cookies::Store;

constexpr std::string_view kMeta = "META:";
constexpr std::string_view kMetaAccess = "METAACCESS:";
constexpr std::string_view kNamespace = "namespace-";
constexpr std::string_view kMap = "map-";
constexpr size_t kNamespaceIdBytes = 36;

fs::path local_folder(const Profile& profile) {
  return profile.folder / "Local Storage" / "leveldb";
}
fs::path session_folder(const Profile& profile) { return profile.folder / "Session Storage"; }

// A text after its marker: 1 is Latin-1, 0 UTF-16.
std::string marked_text(std::string_view bytes) {
  if (bytes.starts_with('\1')) return browser_files::latin1_to_utf8(bytes.substr(1));
  if (bytes.starts_with('\0')) return browser_files::utf16le_to_utf8(bytes.substr(1));
  return browser_files::text_or_hex(bytes);
}

// The key of local storage: `_<storage key> NUL <key>`.
struct LocalKey {
  std::string_view storage_key;
  std::string_view key;
};
std::optional<LocalKey> local_key(std::string_view key) {
  const size_t end = key.find('\0');
  if (!key.starts_with('_') || end == std::string_view::npos) return std::nullopt;
  return LocalKey{key.substr(1, end - 1), key.substr(end + 1)};
}

// The storage key of a META or METAACCESS entry.
std::optional<std::string_view> meta_key(std::string_view key) {
  for (const std::string_view prefix : {kMeta, kMetaAccess})
    if (key.starts_with(prefix)) return key.substr(prefix.size());
  return std::nullopt;
}

Item local_item(std::string_view storage_key, std::string_view key) {
  return owned_item(Store::LocalStorage, parse_storage_key(storage_key), marked_text(key));
}

void set_value(Item& item, std::string value, uint64_t bytes) {
  item.value = std::move(value);
  item.bytes = bytes;
}

// When each storage key was last used: field 1 of both records is a time.
std::map<std::string_view, int64_t> times_of(const LeveldbContent& content) {
  std::map<std::string_view, int64_t> times;
  for (const LeveldbEntry& entry : content.entries)
    if (const auto key = meta_key(entry.key)) {
      const auto time = static_cast<int64_t>(ProtobufMessage::parse(entry.value).number(1));
      times[*key] = std::max(times[*key], time);
    }
  return times;
}

void tell_problems(Reading& reading, const fs::path& folder, const LeveldbContent& content) {
  for (const std::string& why : content.problems) reading.problem(folder, why);
}

void read_local_leveldb(Reading& reading) {
  const fs::path folder = local_folder(reading.profile);
  Result<LeveldbContent> content = browser_files::read_leveldb(folder);
  if (reading.failed(folder, content)) return;
  tell_problems(reading, folder, *content);
  const auto times = times_of(*content);
  for (LeveldbEntry& entry : content->entries) {
    const auto key = local_key(entry.key);
    if (!key) continue;
    // Moved out, so that the largest store is not held twice.
    const std::string value = std::exchange(entry.value, {});
    Item item = local_item(key->storage_key, key->key);
    if (is_browsers_own(item.origin)) continue;
    set_value(item, marked_text(value), entry.value_bytes - (entry.value_bytes == 0 ? 0 : 1));
    const auto time = times.find(key->storage_key);
    if (time != times.end()) item.last_used = time_of(time->second);
    reading.add(std::move(item), folder);
  }
}

// Which map belongs to which storage key.
std::unordered_map<std::string, std::string> session_maps(const LeveldbContent& content) {
  std::unordered_map<std::string, std::string> maps;
  for (const LeveldbEntry& entry : content.entries) {
    std::string_view key = entry.key;
    if (!key.starts_with(kNamespace) || key.size() <= kNamespace.size() + kNamespaceIdBytes + 1)
      continue;
    maps[entry.value] = key.substr(kNamespace.size() + kNamespaceIdBytes + 1);
  }
  return maps;
}

struct MapKey {
  std::string map;
  std::string_view key;
};
std::optional<MapKey> map_key(std::string_view key) {
  if (!key.starts_with(kMap)) return std::nullopt;
  const size_t end = key.find('-', kMap.size());
  if (end == std::string_view::npos) return std::nullopt;
  return MapKey{std::string(key.substr(kMap.size(), end - kMap.size())), key.substr(end + 1)};
}

// A map that no tab names any more has no owner; it goes with whatever goes.
Item session_item(std::string_view storage_key, std::string_view key) {
  Item item = owned_item(Store::SessionStorage, parse_storage_key(storage_key),
                         browser_files::text_or_hex(key));
  item.persistent = false;
  return item;
}

void read_session_leveldb(Reading& reading) {
  const fs::path folder = session_folder(reading.profile);
  const Result<LeveldbContent> content = browser_files::read_leveldb(folder);
  if (reading.failed(folder, content)) return;
  tell_problems(reading, folder, *content);
  const auto maps = session_maps(*content);
  for (const LeveldbEntry& entry : content->entries) {
    const auto key = map_key(entry.key);
    const auto owner = key ? maps.find(key->map) : maps.end();
    if (owner == maps.end()) continue;
    Item item = session_item(owner->second, key->key);
    if (is_browsers_own(item.origin)) continue;
    set_value(item, browser_files::utf16le_to_utf8(entry.value), entry.value_bytes);
    reading.add(std::move(item), folder);
  }
}

// A value of the SQLite forms, without its compression.
std::optional<std::string> stored_value(const SqliteRow& row) {
  constexpr int64_t kZstd = 1;
  constexpr int64_t kSnappy = 2;
  const std::string_view bytes = row.bytes("value");
  const int64_t compression = row.integer("compression");
  if (compression == 0) return std::string(bytes);
  Result<std::string> value = compression == kZstd     ? browser_files::decompress_zstd(bytes)
                              : compression == kSnappy ? browser_files::decompress_snappy(bytes)
                                                       : fail(ErrorCode::DataLoss, "unknown");
  if (!value) return std::nullopt;
  return std::move(*value);
}

std::optional<Item> local_row(const SqliteRow& row, int64_t) {
  Item item = local_item(row.bytes("storage_key"), row.bytes("key"));
  if (is_browsers_own(item.origin)) return std::nullopt;
  item.bytes = row.bytes("value").size();
  if (const auto value = stored_value(row))
    set_value(item, marked_text(*value), value->size() - (value->empty() ? 0 : 1));
  item.last_used = time_of(std::max(row.integer("last_accessed"), row.integer("last_modified")));
  return item;
}

std::optional<Item> session_row(const SqliteRow& row, int64_t) {
  Item item = session_item(row.bytes("storage_key"), row.bytes("key"));
  if (is_browsers_own(item.origin)) return std::nullopt;
  item.bytes = row.bytes("value").size();
  if (const auto value = stored_value(row))
    set_value(item, browser_files::utf16le_to_utf8(*value), value->size());
  return item;
}

RowStore local_rows() {
  return {.version_min = 1,
          .version_max = 1,
          .kinds = {{.table = "maps",
                     .select = "SELECT m.row_id AS map_id, m.storage_key, m.last_accessed, "
                               "m.last_modified, e.value_compression_type AS compression, e.key, "
                               "e.value FROM maps m JOIN map_entries e ON e.map_id = m.row_id",
                     .item_of = local_row,
                     .remove = "DELETE FROM map_entries WHERE map_id = ?1 AND key = ?2",
                     .keys = {"map_id", "key"}}},
          .cleanups = {"DELETE FROM maps WHERE row_id NOT IN (SELECT map_id FROM map_entries)"},
          .version_in = VersionIn::Meta};
}

// A copied tab shares its map until one of the two writes.
RowStore session_rows() {
  return {
      .version_min = 1,
      .version_max = 1,
      .kinds = {{.table = "session_metadata",
                 .select = "SELECT s.map_id, s.storage_key, e.value_compression_type AS "
                           "compression, e.key, e.value FROM session_metadata s JOIN map_entries e "
                           "ON e.map_id = s.map_id GROUP BY s.map_id, e.key",
                 .item_of = session_row,
                 .remove = "DELETE FROM map_entries WHERE map_id = ?1 AND key = ?2",
                 .keys = {"map_id", "key"}}},
      .cleanups = {"DELETE FROM session_metadata WHERE map_id NOT IN (SELECT map_id FROM "
                   "map_entries)",
                   "DELETE FROM map_entries WHERE map_id NOT IN (SELECT map_id FROM "
                   "session_metadata)"},
      .version_in = VersionIn::Meta};
}

// Leaves of local storage what is kept, and the records of storage keys that still have something.
std::vector<LeveldbEntry> kept_of_local(Erasing& erasing, std::vector<LeveldbEntry> entries) {
  std::unordered_set<std::string> kept_keys;
  std::erase_if(entries, [&](const LeveldbEntry& entry) {
    const auto key = local_key(entry.key);
    if (!key) return false;
    const Item item = local_item(key->storage_key, key->key);
    if (!is_browsers_own(item.origin) && erasing.goes(item)) return true;
    kept_keys.emplace(key->storage_key);
    return false;
  });
  std::erase_if(entries, [&](const LeveldbEntry& entry) {
    const auto key = meta_key(entry.key);
    return key && !kept_keys.contains(std::string(*key));
  });
  return entries;
}

std::vector<LeveldbEntry> kept_of_session(Erasing& erasing, LeveldbContent content) {
  const auto maps = session_maps(content);
  std::unordered_set<std::string> kept_maps;
  std::erase_if(content.entries, [&](const LeveldbEntry& entry) {
    const auto key = map_key(entry.key);
    if (!key) return false;
    const auto owner = maps.find(key->map);
    if (owner == maps.end()) return true;
    const Item item = session_item(owner->second, key->key);
    if (!is_browsers_own(item.origin) && erasing.goes(item)) return true;
    kept_maps.insert(key->map);
    return false;
  });
  std::erase_if(content.entries, [&](const LeveldbEntry& entry) {
    return entry.key.starts_with(kNamespace) && !kept_maps.contains(entry.value);
  });
  return std::move(content.entries);
}

std::string value_at(const LeveldbContent& content, std::string_view key) {
  for (const LeveldbEntry& entry : content.entries)
    if (entry.key == key) return entry.value;
  return {};
}

// Rewrites a folder with what is kept of it, where that is less than all.
Result<void> erase_leveldb(
    Erasing& erasing, const fs::path& folder, std::string_view version_key,
    const std::function<std::vector<LeveldbEntry>(LeveldbContent)>& kept_of) {
  browser_files::remove_unfinished_leveldb(folder);
  Result<LeveldbContent> content = browser_files::read_leveldb_for_rewriting(folder);
  if (!content) {
    if (content.error().code != ErrorCode::NotFound) erasing.leave(content.error().message);
    return {};
  }
  if (content->entries.empty()) return {};
  const std::string version = value_at(*content, version_key);
  if (version != "1") {
    erasing.leave(fmt::format("{}: version \"{}\" is not known here, so nothing in it was changed",
                              folder.filename().string(), browser_files::text_or_hex(version)));
    return {};
  }
  const size_t count = content->entries.size();
  const std::vector<LeveldbEntry> kept = kept_of(std::move(*content));
  if (kept.size() == count) return {};
  TRY(erasing.before_change(folder));
  return browser_files::replace_leveldb(folder, kept);
}

}  // namespace

void read_dom_storage(Reading& reading) {
  read_local_leveldb(reading);
  read_rows(reading, reading.profile.folder / "LocalStorage", local_rows());
  read_session_leveldb(reading);
  read_rows(reading, reading.profile.folder / "SessionStorage", session_rows());
}

Result<void> erase_dom_storage(Erasing& erasing) {
  TRY(erase_leveldb(erasing, local_folder(erasing.profile), "VERSION",
                    [&erasing](LeveldbContent content) {
                      return kept_of_local(erasing, std::move(content.entries));
                    }));
  TRY(erase_rows(erasing, erasing.profile.folder / "LocalStorage", local_rows()));
  TRY(erase_leveldb(
      erasing, session_folder(erasing.profile), "version",
      [&erasing](LeveldbContent content) { return kept_of_session(erasing, std::move(content)); }));
  return erase_rows(erasing, erasing.profile.folder / "SessionStorage", session_rows());
}

}  // namespace glassjar::browsers::chromium

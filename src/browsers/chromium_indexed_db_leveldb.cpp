// Names by their numbers, then the records by the names.
#include "browsers/chromium_indexed_db_leveldb.h"

#include <map>
#include <optional>
#include <utility>

#include "browser_files/byte_reader.h"
#include "browser_files/indexed_db_key.h"
#include "browser_files/leveldb.h"
#include "browser_files/text_forms.h"
#include "browser_files/v8_value.h"
#include "browsers/reading.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::ByteReader;
using browser_files::LeveldbContent;
using browser_files::LeveldbEntry;
using browser_files::ValueTexts;
using cookies::Item;
using cookies::Store;

// Of records, which are read in one go with the names where they are no more.
constexpr size_t kHeldBytesMax = 8 << 20;

constexpr uint8_t kDatabaseName = 201;     // of the global metadata
constexpr uint8_t kObjectStoreFacts = 50;  // of the metadata of a database
constexpr uint8_t kObjectStoreName = 0;    // of those facts
constexpr uint64_t kRecords = 1;           // as an index

struct Place {
  uint64_t database = 0;
  uint64_t store = 0;
  uint64_t index = 0;
  std::string_view rest;
};

// Little-endian, in as many bytes as it takes.
uint64_t whole_number(std::string_view bytes) {
  uint64_t number = 0;
  for (size_t i = std::min(bytes.size(), sizeof number); i-- > 0;)
    number = number << 8 | static_cast<uint8_t>(bytes[i]);
  return number;
}

// The first byte says how long the three numbers are: 3, 3 and 2 bits.
std::optional<Place> place_of(std::string_view key) {
  ByteReader reader(key);
  const auto sizes = reader.fixed<uint8_t>();
  if (!sizes) return std::nullopt;
  const auto database = reader.take((*sizes >> 5) + 1U);
  const auto store = reader.take((*sizes >> 2 & 7) + 1U);
  const auto index = reader.take((*sizes & 3) + 1U);
  if (!database || !store || !index) return std::nullopt;
  return Place{whole_number(*database), whole_number(*store), whole_number(*index), reader.rest()};
}

bool is_record(const Place& place) {
  return place.database != 0 && place.store != 0 && place.index == kRecords;
}

std::optional<std::string> counted_utf16(ByteReader& reader) {
  const auto units = reader.varint();
  if (!units || *units > reader.rest().size()) return std::nullopt;
  const auto bytes = reader.take(*units * 2);
  if (!bytes) return std::nullopt;
  return browser_files::utf16be_to_utf8(*bytes);
}

// Type 201 of the global metadata: the number of a database by its origin and its name.
std::optional<std::string> database_name(const Place& place) {
  if (place.database != 0 || place.store != 0 || place.index != 0) return std::nullopt;
  ByteReader reader(place.rest);
  if (reader.fixed<uint8_t>() != kDatabaseName) return std::nullopt;
  if (!counted_utf16(reader)) return std::nullopt;  // the origin
  return counted_utf16(reader);
}

// The number of the store whose name the entry is.
std::optional<uint64_t> named_store(const Place& place) {
  if (place.database == 0 || place.store != 0 || place.index != 0) return std::nullopt;
  ByteReader reader(place.rest);
  if (reader.fixed<uint8_t>() != kObjectStoreFacts) return std::nullopt;
  const auto store = reader.varint();
  if (!store || reader.rest() != std::string_view("\0", 1)) return std::nullopt;
  static_assert(kObjectStoreName == 0);
  return store;
}

bool is_name(std::string_view key) {
  const auto place = place_of(key);
  return place && (database_name(*place) || named_store(*place));
}

bool is_name_or_record(std::string_view key) {
  const auto place = place_of(key);
  return place && (is_record(*place) || database_name(*place) || named_store(*place));
}

struct Names {
  std::map<uint64_t, std::string> databases;
  std::map<std::pair<uint64_t, uint64_t>, std::string> stores;  // by database and store
};

Names names_in(const LeveldbContent& content) {
  Names names;
  for (const LeveldbEntry& entry : content.entries) {
    const auto place = place_of(entry.key);
    if (!place) continue;
    if (auto database = database_name(*place))
      names.databases[whole_number(entry.value)] = std::move(*database);
    else if (const auto store = named_store(*place))
      names.stores[{place->database, *store}] = browser_files::utf16be_to_utf8(entry.value);
  }
  return names;
}

// A version, then the serialized value.
void add_record(const LeveldbEntry& entry, std::string_view key, std::string_view store,
                DatabaseItems& into) {
  ValueTexts texts;
  const auto name =
      browser_files::read_indexed_db_key(key, browser_files::KeyCoding::ChromiumLeveldb, texts);
  ByteReader reader(entry.value);
  if (!name || !reader.varint()) return;
  browser_files::read_v8_value(reader.rest(), texts);
  const uint64_t version_bytes = entry.value.size() - reader.rest().size();
  into.add(store, *name, texts, entry.value_bytes - version_bytes);
}

}  // namespace

DatabasesRead read_leveldb_databases(const fs::path& folder, const StorageKey& key,
                                     RecordBudget& budget) {
  DatabasesRead found;
  browser_files::LeveldbLimits limits;
  limits.held_bytes_max = kHeldBytesMax;
  limits.value_bytes_max = kStoredValueBytesMax;
  Result<LeveldbContent> content = browser_files::read_leveldb(folder, is_name_or_record, limits);
  if (!content) return found.problems.push_back(content.error().message), found;
  Names names = names_in(*content);
  found.problems = content->problems;
  if (content->is_cut) {
    // Names may be among what was left out.
    const Result<LeveldbContent> only_names = browser_files::read_leveldb(folder, is_name);
    if (only_names) {
      names = names_in(*only_names);
      found.problems = only_names->problems;
    }
  }
  std::map<uint64_t, DatabaseItems> databases;
  const uint64_t bytes = bytes_below(folder);
  for (auto& [number, name] : names.databases) {
    Item item = owned_item(Store::IndexedDb, key, std::move(name));
    item.bytes = bytes / names.databases.size();
    databases.try_emplace(number, std::move(item), budget);
  }
  for (LeveldbEntry& entry : content->entries) {
    const auto place = place_of(entry.key);
    const auto database = place ? databases.find(place->database) : databases.end();
    if (database == databases.end() || !is_record(*place)) continue;
    const auto store = names.stores.find({place->database, place->store});
    // A store that was deleted may have left records behind.
    if (store != names.stores.end())
      add_record(entry, place->rest, store->second, database->second);
    entry.value = {};
  }
  for (auto& [number, items] : databases) {
    if (content->is_cut) items.leave_out();
    for (Item& item : std::move(items).take()) found.items.push_back(std::move(item));
  }
  return found;
}

}  // namespace glassjar::browsers::chromium

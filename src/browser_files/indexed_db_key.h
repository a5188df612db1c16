// Keys of IndexedDB records, in the three codings of browsers.
//
// Chromium in LevelDB: docs/leveldb_coding_scheme.md of content/browser/indexed_db ("IDBKey").
// Firefox: dom/indexedDB/Key.cpp. Chromium in SQLite: EncodeSortableIDBKey of
// content/browser/indexed_db/indexed_db_leveldb_coding.cc. The last two are made to be compared
// byte by byte; Firefox cuts zeros off the end and folds the types of first elements into their
// array's.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "browser_files/value_texts.h"

namespace glassjar::browser_files {

enum class KeyCoding { ChromiumLeveldb, ChromiumSqlite, Firefox };

// A key as JavaScript would write it, in UTF-8: "uid" in quotes, 5, Date(1000000000000), bytes as
// x0100ff, ["a",5]; cut at kKeyTextBytesMax, with "…" at its end. Its texts are added under "key".
// Absent for what is no key.
inline constexpr size_t kKeyTextBytesMax = 200;
std::optional<std::string> read_indexed_db_key(std::string_view bytes, KeyCoding coding,
                                               ValueTexts& into);

}  // namespace glassjar::browser_files

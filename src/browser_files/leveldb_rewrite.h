// Writing a LevelDB folder anew with some of its entries: deleting inside one would leave the
// deleted bytes in old tables, in the log and in the key ranges of the manifest.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "browser_files/leveldb.h"

namespace glassjar::browser_files {

// Everything of a database with LevelDB's own order of keys, with whole values. Conflict for
// another order, DataLoss where the manifest cannot be read, TooLarge over what may be held in
// memory.
Result<LeveldbContent> read_leveldb_for_rewriting(const std::filesystem::path& folder);

// Makes a new database of `entries` beside the folder and exchanges the two in one step, so that a
// crash leaves the one or the other; then removes the old. Nobody may have the database open.
Result<void> replace_leveldb(const std::filesystem::path& folder,
                             const std::vector<LeveldbEntry>& entries);

// Removes what a crash in replace_leveldb left beside the folder.
void remove_unfinished_leveldb(const std::filesystem::path& folder);

}  // namespace glassjar::browser_files

// LevelDB's table format (leveldb/doc/table_format.md): sorted entries in compressed blocks.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace glassjar::browser_files {

// Hands over every entry that can be read, in the order of the file; `key` is the internal key (the
// user's key, then eight bytes of sequence and kind). Returns why others were not: a damaged block
// costs its own entries, a damaged index or footer all of them.
std::vector<std::string> read_leveldb_table(
    std::string_view bytes,
    const std::function<void(std::string_view key, std::string_view value)>& entry);

}  // namespace glassjar::browser_files

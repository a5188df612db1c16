// A folder of Chromium's simple cache: its entries by key, and taking some out.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "browser_files/simple_cache.h"
#include "browsers/chromium_store.h"
#include "browsers/reading.h"

namespace glassjar::browsers::chromium {

// Hands over every entry with the name of its file; a damaged one goes to `problem` instead.
void for_each_cache_entry(
    const std::filesystem::path& folder,
    const std::function<void(const std::string& file, const browser_files::SimpleCacheEntry&)>&
        entry,
    const std::function<void(const std::string& file, const std::string& why)>& problem);

// Removes the entries that go, those that cannot be read, and, with any, the index, which the
// browser makes anew from the files.
Result<void> erase_cache_entries(
    Erasing& erasing, const std::filesystem::path& folder,
    const std::function<bool(const browser_files::SimpleCacheEntry&)>& goes);

}  // namespace glassjar::browsers::chromium

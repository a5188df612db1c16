// The file of deleted values' keyed hashes, by which a later scan sees what came back.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "cookies/respawn.h"

namespace glassjar::dump {

// A value that has not come back for as long will not: the 400 days that browsers let a cookie
// live.
inline constexpr days kDeletedValuesKept{400};
inline constexpr size_t kDeletedValuesMax = 200'000;

// An absent file is none; lines that cannot be read are skipped.
Result<std::vector<cookies::DeletedValue>> read_deleted_values(const std::filesystem::path& file);

// Adds to the file; entries older than kDeletedValuesKept go, then the oldest beyond
// kDeletedValuesMax. Adding the same again changes nothing.
Result<void> add_deleted_values(const std::filesystem::path& file,
                                std::span<const cookies::DeletedValue> values, TimePoint now);

// Takes those of one emptying out again: what undo put back has not respawned.
Result<void> forget_deleted_values(const std::filesystem::path& file, TimePoint deleted);

}  // namespace glassjar::dump

// Manifest: which generation of each month's file is the current one.
//
// It is the only thing that makes a file part of the store, and it is replaced as a whole: a crash
// leaves the old or the new set of files, never a mixture.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace glassjar::storage::duckdb {

using Month = std::chrono::year_month;

Month month_of(LocalDay day);
std::string to_text(Month month);  // "2026-11"

struct Manifest {
  std::map<Month, uint32_t> generations;  // from 1

  // An absent file is an empty manifest; DataLoss for a damaged one.
  static Result<Manifest> read(const std::filesystem::path& directory);
  // Durable on return.
  Result<void> write(const std::filesystem::path& directory) const;
};

// "2026-11.g3.duckdb"
std::string file_name(Month month, uint32_t generation);

// Deletes generations that the manifest does not list, their WAL files, and what was spilled.
// A listed file keeps its WAL: it holds batches that were acknowledged.
Result<void> delete_unlisted(const std::filesystem::path& directory, const Manifest& manifest);

}  // namespace glassjar::storage::duckdb

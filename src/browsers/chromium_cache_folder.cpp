// Files `<16 hex>_0` (key, headers, body), `_1` and `_s` (more of the body), `todelete_…`
// (leaving).
#include "browsers/chromium_cache_folder.h"

#include <set>

#include "base/encoding.h"
#include "base/file.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::SimpleCacheEntry;

constexpr size_t kHashBytes = 16;
constexpr size_t kEntryBytesMax = 64 << 20;

// The hash of an entry's file; empty for other files.
std::string_view hash_of(std::string_view name) {
  if (name.size() < kHashBytes + 2 || name[kHashBytes] != '_') return {};
  const std::string_view hash = name.substr(0, kHashBytes);
  return u64_from_hex(hash) ? hash : std::string_view();
}

Result<SimpleCacheEntry> read_entry(const fs::path& file) {
  return browser_files::read_simple_cache_entry(TRY(read_file(file, kEntryBytesMax)));
}

}  // namespace

void for_each_cache_entry(
    const fs::path& folder,
    const std::function<void(const std::string&, const SimpleCacheEntry&)>& entry,
    const std::function<void(const std::string&, const std::string&)>& problem) {
  for (const std::string& name : names_in(folder)) {
    if (hash_of(name).empty() || !name.ends_with("_0")) continue;
    const Result<SimpleCacheEntry> read = read_entry(folder / name);
    if (read) {
      entry(name, *read);
    } else if (read.error().code != ErrorCode::NotFound) {
      problem(name, read.error().message);
    }
  }
}

Result<void> erase_cache_entries(Erasing& erasing, const fs::path& folder,
                                 const std::function<bool(const SimpleCacheEntry&)>& goes) {
  std::set<std::string, std::less<>> kept;
  for_each_cache_entry(
      folder,
      [&](const std::string& name, const SimpleCacheEntry& entry) {
        if (!goes(entry)) kept.emplace(hash_of(name));
      },
      [](const std::string&, const std::string&) {});
  bool changed = false;
  for (const std::string& name : names_in(folder)) {
    const std::string_view hash = hash_of(name);
    const bool is_leaving = name.starts_with("todelete_");
    if (!is_leaving && (hash.empty() || kept.contains(hash))) continue;
    changed = true;
    TRY(erasing.remove(folder / name));
  }
  return changed ? erasing.remove(folder / "index-dir" / "the-real-index") : Result<void>();
}

}  // namespace glassjar::browsers::chromium

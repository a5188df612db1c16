// Files `<16 hex>_0` (key, headers, body), `_1` and `_s` (more of the body), `todelete_…`
// (leaving).
#include "browsers/chromium_cache_folder.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "base/encoding.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::SimpleCacheEntry;

constexpr size_t kHashBytes = 16;

// The hash of an entry's file; empty for other files.
std::string_view hash_of(std::string_view name) {
  if (name.size() < kHashBytes + 2 || name[kHashBytes] != '_') return {};
  const std::string_view hash = name.substr(0, kHashBytes);
  return u64_from_hex(hash) ? hash : std::string_view();
}

// Both ends of a file.
Result<SimpleCacheEntry> read_entry(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  if (!stream) return fail(ErrorCode::NotFound, "read \"{}\": not there", file.string());
  const auto size = static_cast<size_t>(std::max<std::streamoff>(stream.tellg(), 0));
  std::string head(std::min(size, browser_files::kHeadBytes), '\0');
  std::string tail(std::min(size, browser_files::kTailBytes), '\0');
  stream.seekg(0).read(head.data(), static_cast<std::streamsize>(head.size()));
  stream.seekg(static_cast<std::streamoff>(size - tail.size()))
      .read(tail.data(), static_cast<std::streamsize>(tail.size()));
  if (!stream) return fail(ErrorCode::Unavailable, "read \"{}\": cannot be read", file.string());
  return browser_files::read_simple_cache_entry(head, tail);
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

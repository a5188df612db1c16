// The shared steps of reading and emptying.
#include "browsers/reading.h"

#include <algorithm>
#include <system_error>

#include "base/file.h"
#include "browser_files/text_forms.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;

bool is_inside(const fs::path& folder, const fs::path& file) {
  return !folder.empty() &&
         std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first ==
             folder.end();
}

}  // namespace

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator() && names.size() < kNamesMax;
       entry.increment(error))
    names.push_back(entry->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

uint64_t bytes_below(const fs::path& folder) {
  uint64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (size_t files = 0; !error && entry != fs::recursive_directory_iterator() && files < kNamesMax;
       entry.increment(error), ++files) {
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    const uint64_t size = entry->file_size(ignored);
    if (!ignored) bytes += size;
  }
  return bytes;
}

void Reading::add(cookies::Item item, const fs::path& file) {
  item.profile = index_;
  item.file = relative(file);
  if (item.value) browser_files::cut_utf8(*item.value, cookies::kValueBytesMax);
  into_.items.push_back(std::move(item));
}

void Reading::problem(const fs::path& file, std::string why) {
  into_.problems.push_back({index_, relative(file), std::move(why)});
}

std::string Reading::relative(const fs::path& file) const {
  if (is_inside(profile.folder, file)) return file.lexically_relative(profile.folder).string();
  if (is_inside(profile.cache_folder, file))
    return file.lexically_relative(profile.cache_folder).string();
  return file.string();
}

bool Erasing::goes(const cookies::Item& item) {
  const bool kept = keeps_(item);
  ++(kept ? erased_.kept : erased_.items);
  return !kept;
}

Result<void> Erasing::before_change(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(path, ignored))) return {};
  return watcher_.before_change(path);
}

Result<void> Erasing::before_database_change(const fs::path& path) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"})
    TRY(before_change(path.string() + ending));
  return {};
}

Result<void> Erasing::remove(const fs::path& path) {
  TRY(before_change(path));
  std::error_code error;
  fs::remove_all(path, error);
  if (error)
    return fail(ErrorCode::Unavailable, "remove \"{}\": {}", path.string(), error.message());
  return {};
}

Result<void> Erasing::replace(const fs::path& path, std::string_view content) {
  TRY(before_change(path));
  return replace_file(path, content);
}

void Erasing::leave(std::string what) { erased_.left_over.push_back(std::move(what)); }

}  // namespace glassjar::browsers

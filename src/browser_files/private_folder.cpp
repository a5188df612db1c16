// Temporary folders and the copies in them.
#include "browser_files/private_folder.h"

#include <mutex>
#include <system_error>
#include <utility>

namespace glassjar::browser_files {

namespace fs = std::filesystem;

namespace {

constexpr const char* kMemoryFolder = "/dev/shm";  // tmpfs on Linux; may be missing or full
constexpr uint64_t kInMemoryBytesMax = 64 << 20;

constexpr const char* kName = "glassjar-copies";

void remove_what_killed_runs_left() {
  static std::once_flag once;
  std::call_once(once, [] {
    std::error_code error;
    const fs::path temporary = fs::temp_directory_path(error);
    if (!error) remove_left_folders(temporary, kName);
    remove_left_folders(kMemoryFolder, kName);
  });
}

bool has_room(const fs::path& folder, uint64_t bytes) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  return !error && space.available / 2 > bytes;
}

}  // namespace

Result<PrivateFolder> PrivateFolder::make() {
  remove_what_killed_runs_left();
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  if (error)
    return fail(ErrorCode::Unavailable, "find the folder of temporary files: {}", error.message());
  return PrivateFolder(TRY(TemporaryFolder::make(parent, kName)));
}

Result<PrivateFolder> PrivateFolder::make_for(uint64_t bytes) {
  if (bytes <= kInMemoryBytesMax && has_room(kMemoryFolder, bytes)) {
    remove_what_killed_runs_left();
    if (auto folder = TemporaryFolder::make(kMemoryFolder, kName))
      return PrivateFolder(std::move(*folder));
  }
  return make();
}

Result<void> copy_content(const fs::path& from, const fs::path& to, uint64_t bytes_max) {
  std::error_code error;
  const fs::file_status status = fs::status(from, error);
  if (status.type() == fs::file_type::not_found)
    return fail(ErrorCode::NotFound, "copy \"{}\": not there", from.string());
  if (!fs::is_regular_file(status))
    return fail(ErrorCode::InvalidArgument, "copy \"{}\": not a regular file", from.string());
  const uint64_t bytes = fs::file_size(from, error);
  if (!error && bytes > bytes_max)
    return fail(ErrorCode::TooLarge, "copy \"{}\": over {} bytes", from.string(), bytes_max);
  if (!error) fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  // A file that the browser removed since we looked is not there, as if we had come later.
  if (error == std::errc::no_such_file_or_directory)
    return fail(ErrorCode::NotFound, "copy \"{}\": not there", from.string());
  if (error) return fail(ErrorCode::Unavailable, "copy \"{}\": {}", from.string(), error.message());
  return {};
}

}  // namespace glassjar::browser_files

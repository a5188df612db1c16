// Temporary folders and the copies in them.
#include "browser_files/private_folder.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

namespace glassjar::browser_files {

namespace fs = std::filesystem;

namespace {

constexpr const char* kMemoryFolder = "/dev/shm";  // tmpfs on Linux; may be missing or full
constexpr uint64_t kInMemoryBytesMax = 64 << 20;

// The name of a new folder in `parent`; empty with errno set if there can be none.
std::string make_in(const fs::path& parent) {
  std::string name = (parent / "glassjar-XXXXXX").string();
  return ::mkdtemp(name.data()) == nullptr ? std::string() : name;
}

bool has_room(const fs::path& folder, uint64_t bytes) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  return !error && space.available / 2 > bytes;
}

}  // namespace

Result<PrivateFolder> PrivateFolder::make() {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  if (error)
    return fail(ErrorCode::Unavailable, "find the folder of temporary files: {}", error.message());
  std::string name = make_in(parent);
  if (name.empty())
    return fail(ErrorCode::Unavailable, "make a folder in \"{}\": {}", parent.string(),
                std::strerror(errno));
  return PrivateFolder(name);
}

Result<PrivateFolder> PrivateFolder::make_for(uint64_t bytes) {
  if (bytes <= kInMemoryBytesMax && has_room(kMemoryFolder, bytes))
    if (std::string name = make_in(kMemoryFolder); !name.empty()) return PrivateFolder(name);
  return make();
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

PrivateFolder& PrivateFolder::operator=(PrivateFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
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

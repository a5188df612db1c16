// Making, locking and finding temporary folders.
#include "base/temporary_folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

namespace glassjar {
namespace {

namespace fs = std::filesystem;

constexpr size_t kRandomLetters = 6;     // mkdtemp's
constexpr size_t kEntriesMax = 100'000;  // looked at in a folder of temporary files

FileDescriptor open_folder(const fs::path& path) {
  return FileDescriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool take_lock(const FileDescriptor& folder) {
  return folder.get() >= 0 && ::flock(folder.get(), LOCK_EX | LOCK_NB) == 0;
}

// The process in "NAME-PID-XXXXXX"; none if the folder is called otherwise.
std::optional<pid_t> maker_of(std::string_view folder, std::string_view name) {
  if (!folder.starts_with(name) || folder.size() <= name.size() || folder[name.size()] != '-')
    return std::nullopt;
  const std::string_view rest = folder.substr(name.size() + 1);
  pid_t process = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), process);
  const auto digits = static_cast<size_t>(end - rest.data());
  const bool fits = error == std::errc() && process > 0 && digits < rest.size() &&
                    rest[digits] == '-' && rest.size() == digits + 1 + kRandomLetters;
  return fits ? std::optional(process) : std::nullopt;
}

bool has_ended(pid_t process) { return ::kill(process, 0) != 0 && errno == ESRCH; }

bool is_ours(const FileDescriptor& folder) {
  struct stat status{};
  return ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid();
}

}  // namespace

Result<TemporaryFolder> TemporaryFolder::make(const fs::path& parent, std::string_view name) {
  std::string path = (parent / fmt::format("{}-{}-XXXXXX", name, ::getpid())).string();
  if (::mkdtemp(path.data()) == nullptr)
    return fail(ErrorCode::Unavailable, "make a folder in \"{}\": {}", parent.string(),
                std::strerror(errno));
  FileDescriptor lock = open_folder(path);
  static_cast<void>(take_lock(lock));  // where files have no locks, the number alone tells
  return TemporaryFolder(path, std::move(lock));
}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

bool TemporaryFolder::remove() {
  if (path_.empty()) return true;
  std::error_code error;
  fs::remove_all(path_, error);
  if (error) return false;
  path_.clear();
  return true;
}

size_t remove_left_folders(const fs::path& parent, std::string_view name) {
  size_t removed = 0;
  size_t seen = 0;
  std::error_code error;
  for (fs::directory_iterator each(parent, error), end; !error && each != end && seen < kEntriesMax;
       each.increment(error), ++seen) {
    const auto maker = maker_of(each->path().filename().native(), name);
    if (!maker || !has_ended(*maker)) continue;
    const FileDescriptor folder = open_folder(each->path());
    if (folder.get() < 0 || !is_ours(folder) || !take_lock(folder)) continue;
    std::error_code ignored;
    fs::remove_all(each->path(), ignored);
    removed += ignored ? 0 : 1;
  }
  return removed;
}

}  // namespace glassjar

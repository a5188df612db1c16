// The state folder on POSIX.
#include "dump/state_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/encoding.h"

namespace glassjar::dump {

std::filesystem::path state_path_from_environment() {
  // The specification has relative paths ignored.
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && state[0] == '/') return std::filesystem::path(state) / "glassjar";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : "/") / ".local/state/glassjar";
}

Result<void> make_private_folder(const std::filesystem::path& path) {
  if (::mkdir(path.c_str(), S_IRWXU) == 0) return {};
  if (errno == ENOENT && path.has_parent_path() && path.parent_path() != path) {
    TRY(make_private_folder(path.parent_path()));
    if (::mkdir(path.c_str(), S_IRWXU) == 0) return {};
  }
  if (errno == EEXIST) return {};
  return fail(ErrorCode::Unavailable, "make the folder \"{}\": {}", path.string(),
              std::strerror(errno));
}

Result<StateFolder> StateFolder::open(const std::filesystem::path& path) {
  TRY(make_private_folder(path));
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0)
    return fail(ErrorCode::Unavailable, "look at \"{}\": {}", path.string(), std::strerror(errno));
  if (!S_ISDIR(status.st_mode))
    return fail(ErrorCode::Unavailable, "keep notes in \"{}\": no folder", path.string());
  if (status.st_uid != ::geteuid())
    return fail(ErrorCode::Forbidden, "keep notes in \"{}\": another user's", path.string());
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && ::chmod(path.c_str(), S_IRWXU) != 0)
    return fail(ErrorCode::Unavailable, "close \"{}\" to others: {}", path.string(),
                std::strerror(errno));
  return StateFolder(path);
}

Result<cookies::LocalKey> StateFolder::local_key(Random& random) const {
  cookies::LocalKey key{};
  const std::filesystem::path file = path_ / "key";
  Result<std::string> stored = read_file(file, key.size());
  if (stored && stored->size() == key.size()) {
    std::copy(stored->begin(), stored->end(), key.begin());
    return key;
  }
  if (!stored && stored.error().code != ErrorCode::NotFound) return unexpected(stored.error());
  random.fill(key);
  TRY(replace_file(file, as_text(key)));
  return key;
}

Result<FileDescriptor> StateFolder::lock() const {
  Result<FileDescriptor> lock = lock_file(path_ / "lock");
  if (!lock && lock.error().code == ErrorCode::Conflict)
    return fail(ErrorCode::Conflict,
                "begin: another glassjar is changing the jar right now (lock \"{}\")",
                (path_ / "lock").string());
  return lock;
}

}  // namespace glassjar::dump

// Whole-file reading and replacing on POSIX.
#include "base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace glassjar {
namespace {

unexpected<Error> fail_errno(std::string_view what, const std::filesystem::path& path, int error) {
  const ErrorCode code = error == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable;
  return fail(code, "{} \"{}\": {}", what, path.string(), std::strerror(error));
}

Result<void> write_all(int fd, std::string_view content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_errno("write", path, errno);
    content.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::string> read_file(const std::filesystem::path& path, size_t bytes_max) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return fail_errno("open", path, errno);
  std::string content;
  char buffer[65536];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_errno("read", path, errno);
    if (got == 0) return content;
    content.append(buffer, static_cast<size_t>(got));
    if (content.size() > bytes_max)
      return fail(ErrorCode::TooLarge, "read \"{}\": over {} bytes", path.string(), bytes_max);
  }
}

Result<void> sync_directory(const std::filesystem::path& directory) {
  const FileDescriptor dir(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (dir.get() < 0) return fail_errno("open", directory, errno);
  if (::fsync(dir.get()) != 0) return fail_errno("fsync", directory, errno);
  return {};
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::path beside = path;
  beside += ".new";
  {
    const FileDescriptor file(
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.get() < 0) return fail_errno("create", beside, errno);
    TRY(write_all(file.get(), content, beside));
    if (::fsync(file.get()) != 0) return fail_errno("fsync", beside, errno);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return fail_errno("rename to", path, errno);
  return sync_directory(path.has_parent_path() ? path.parent_path() : ".");
}

Result<FileDescriptor> lock_file(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.get() < 0) return fail_errno("open", path, errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
  if (errno == EWOULDBLOCK)
    return fail(ErrorCode::Conflict, "lock \"{}\": another process has it", path.string());
  return fail_errno("lock", path, errno);
}

}  // namespace glassjar

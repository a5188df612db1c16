// Copying by FICLONE where it works (btrfs, XFS), else by copy_file_range, else by read and write.
#include "dump/private_copy.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"

namespace glassjar::dump {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

unexpected<Error> fail_errno(std::string_view what, const std::filesystem::path& path) {
  const int error = errno;
  const ErrorCode code = error == ENOENT   ? ErrorCode::NotFound
                         : error == EEXIST ? ErrorCode::Conflict
                                           : ErrorCode::Unavailable;
  return fail(code, "{} \"{}\": {}", what, path.string(), std::strerror(error));
}

bool write_whole(int fd, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    data += written;
    size -= static_cast<size_t>(written);
  }
  return true;
}

bool copy_by_reading(int from, int to) {
  char buffer[65536];
  for (;;) {
    const ssize_t got = ::read(from, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    if (!write_whole(to, buffer, static_cast<size_t>(got))) return false;
  }
}

bool copy_bytes(int from, int to) {
  if (::ioctl(to, FICLONE, from) == 0) return true;
  constexpr size_t kChunk = 128 << 20;
  for (bool first = true;; first = false) {
    const ssize_t got = ::copy_file_range(from, nullptr, to, nullptr, kChunk, 0);
    if (got < 0 && errno == EINTR) continue;
    // Some file systems cannot, and some report an empty file where there is none (/proc).
    if (got < 0 && first) return copy_by_reading(from, to);
    if (got < 0) return false;
    if (got == 0) return first ? copy_by_reading(from, to) : true;
  }
}

Result<FileDescriptor> open_source(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.get() < 0) return fail_errno("open", path);
  return file;
}

Result<FileDescriptor> make_target(const std::filesystem::path& path) {
  FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.get() < 0) return fail_errno("create", path);
  return file;
}

}  // namespace

Result<FileMarks> copy_out(const std::filesystem::path& from, const std::filesystem::path& to,
                           Sync sync) {
  const FileDescriptor source = TRY(open_source(from));
  struct stat status{};
  if (::fstat(source.get(), &status) != 0) return fail_errno("look at", from);
  if (!S_ISREG(status.st_mode))
    return fail(ErrorCode::InvalidArgument, "copy \"{}\": no regular file", from.string());
  const FileDescriptor target = TRY(make_target(to));
  if (!copy_bytes(source.get(), target.get())) return fail_errno("copy", from);
  if (sync == Sync::Now && ::fsync(target.get()) != 0) return fail_errno("fsync", to);
  return FileMarks{static_cast<uint32_t>(status.st_mode & 07777U),
                   status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec};
}

Result<void> sync_file_system(const std::filesystem::path& folder) {
  const FileDescriptor any(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (any.get() < 0) return fail_errno("open", folder);
  if (::syncfs(any.get()) != 0) return fail_errno("sync the file system of", folder);
  return {};
}

Result<void> copy_back(const std::filesystem::path& from, const std::filesystem::path& to,
                       const FileMarks& marks) {
  const FileDescriptor source = TRY(open_source(from));
  const FileDescriptor target = TRY(make_target(to));
  if (!copy_bytes(source.get(), target.get())) return fail_errno("copy", from);
  if (::fchmod(target.get(), marks.mode & 07777U) != 0) return fail_errno("set the mode of", to);
  const timespec modified = {marks.modified_ns / kSecond, marks.modified_ns % kSecond};
  const timespec times[2] = {modified, modified};
  if (::futimens(target.get(), times) != 0) return fail_errno("set the time of", to);
  if (::fsync(target.get()) != 0) return fail_errno("fsync", to);
  return {};
}

}  // namespace glassjar::dump

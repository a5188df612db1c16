// Mapping of an index file on POSIX.
#include "filters/index_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"

namespace glassjar::filters {

Result<IndexBytes> IndexBytes::map(const std::filesystem::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) {
    const int error = errno;
    return fail(error == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
                "open filter index \"{}\": {}", path.string(), std::strerror(error));
  }
  if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid() ||
      (status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return fail(ErrorCode::Forbidden, "open filter index \"{}\": others may change it",
                path.string());
  const auto bytes = static_cast<size_t>(status.st_size);
  if (bytes > kIndexBytesMax)
    return fail(ErrorCode::TooLarge, "open filter index \"{}\": over {} bytes", path.string(),
                kIndexBytesMax);
  IndexBytes mapped;
  if (bytes == 0) return mapped;
  void* at = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.get(), 0);
  if (at == MAP_FAILED)
    return fail(ErrorCode::Unavailable, "map filter index \"{}\": {}", path.string(),
                std::strerror(errno));
  mapped.mapped_ = {static_cast<const char*>(at), bytes};
  return mapped;
}

IndexBytes& IndexBytes::operator=(IndexBytes&& other) noexcept {
  std::swap(owned_, other.owned_);
  std::swap(mapped_, other.mapped_);
  return *this;
}

IndexBytes::~IndexBytes() {
  if (!mapped_.empty()) ::munmap(const_cast<char*>(mapped_.data()), mapped_.size());
}

}  // namespace glassjar::filters

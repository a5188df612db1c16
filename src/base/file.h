// Small files as a whole: read, and replaced so that a crash leaves the old or the new one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace glassjar {

// An open file descriptor that closes itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();
  int get() const { return fd_; }

 private:
  int fd_ = -1;
};

// NotFound if it is not there; TooLarge over `bytes_max`.
Result<std::string> read_file(const std::filesystem::path& path, size_t bytes_max = 64 << 20);
// Writes beside, fsyncs, renames over, fsyncs the directory. Mode 0600.
Result<void> replace_file(const std::filesystem::path& path, std::string_view content);
Result<void> sync_directory(const std::filesystem::path& directory);
// Takes the exclusive lock of `path`, made if absent. Conflict when another process has it.
Result<FileDescriptor> lock_file(const std::filesystem::path& path);

}  // namespace glassjar

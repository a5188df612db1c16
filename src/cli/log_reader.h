// LogReader: the lines of a log file, plain or gzipped, or of standard input.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

namespace glassjar::cli {

constexpr size_t kLineBytesMax = 64 << 10;

class LogReader {
 public:
  // "-" is standard input. NotFound when there is no such file.
  static Result<LogReader> open(const std::string& path);
  LogReader(LogReader&&) noexcept;
  ~LogReader();

  // Appends whole lines, at most `lines_max` and about `bytes_max`, to `out`, each with its '\n'.
  // A line over kLineBytesMax is cut, so that it is counted as malformed. Returns how many lines;
  // 0 at the end. DataLoss for a broken gzip file.
  Result<uint64_t> read_lines(std::string& out, uint64_t lines_max, size_t bytes_max);

  // Bytes of the file itself that were read, and its size; 0 for standard input.
  uint64_t file_bytes_done() const;
  uint64_t file_bytes() const { return file_bytes_; }
  // Names the file's content: hash of its size and first MiB. Random-like for standard input, so
  // that it never resumes.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  struct Gzip;
  LogReader();

  std::string path_;
  std::unique_ptr<Gzip> gzip_;
  uint64_t file_bytes_ = 0;
  std::string fingerprint_;
  std::string line_;
};

}  // namespace glassjar::cli

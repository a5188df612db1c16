// Reading of log files by zlib, which reads plain files as they are.
#include "cli/log_reader.h"

#include <fmt/core.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/encoding.h"

namespace glassjar::cli {
namespace {

constexpr unsigned kBufferBytes = 256 << 10;
constexpr size_t kFingerprintBytes = 1 << 20;

std::string fingerprint_of(const std::string& path, uint64_t size) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](std::string_view text) {
    const auto bytes = as_bytes(text);
    crypto_hash_sha256_update(&state, bytes.data(), bytes.size());
  };
  add(std::to_string(size));
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    std::string start(kFingerprintBytes, '\0');
    start.resize(std::fread(start.data(), 1, start.size(), file));
    std::fclose(file);
    add(start);
  }
  std::array<uint8_t, 32> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return to_hex(hash);
}

}  // namespace

struct LogReader::Gzip {
  explicit Gzip(gzFile opened) : file(opened) {}
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  ~Gzip() { gzclose(file); }
  gzFile file;
};

LogReader::LogReader() = default;
LogReader::LogReader(LogReader&&) noexcept = default;
LogReader::~LogReader() = default;

Result<LogReader> LogReader::open(const std::string& path) {
  LogReader reader;
  reader.path_ = path;
  gzFile file = nullptr;
  if (path == "-") {
    file = gzdopen(dup(STDIN_FILENO), "rb");
    std::array<uint8_t, 32> random{};
    randombytes_buf(random.data(), random.size());
    reader.fingerprint_ = to_hex(random);
  } else {
    struct stat status{};
    if (stat(path.c_str(), &status) != 0)
      return fail(ErrorCode::NotFound, "open \"{}\": {}", path, std::strerror(errno));
    if (!S_ISREG(status.st_mode))
      return fail(ErrorCode::InvalidArgument, "open \"{}\": not a file; use - for a pipe", path);
    reader.file_bytes_ = static_cast<uint64_t>(status.st_size);
    reader.fingerprint_ = fingerprint_of(path, reader.file_bytes_);
    file = gzopen(path.c_str(), "rb");
  }
  if (file == nullptr)
    return fail(ErrorCode::Unavailable, "open \"{}\": {}", path, std::strerror(errno));
  gzbuffer(file, kBufferBytes);
  reader.gzip_ = std::make_unique<Gzip>(file);
  return reader;
}

Result<uint64_t> LogReader::read_lines(std::string& out, uint64_t lines_max, size_t bytes_max) {
  uint64_t lines = 0;
  std::array<char, 4096> piece{};
  while (lines < lines_max && out.size() < bytes_max) {
    if (gzgets(gzip_->file, piece.data(), static_cast<int>(piece.size())) == nullptr) {
      int code = Z_OK;
      const char* why = gzerror(gzip_->file, &code);
      if (code < 0) return fail(ErrorCode::DataLoss, "read \"{}\": {}", path_, why);
      if (line_.empty()) break;
      line_.push_back('\n');  // the last line has no end of its own
    } else if (line_.size() < kLineBytesMax) {
      line_.append(piece.data());
    } else if (const char* end = std::strchr(piece.data(), '\n')) {
      line_.push_back(*end);
    }
    if (line_.ends_with('\n')) {
      out.append(line_);
      line_.clear();
      ++lines;
    }
  }
  return lines;
}

uint64_t LogReader::file_bytes_done() const {
  const auto offset = gzoffset(gzip_->file);
  return offset < 0 ? 0 : static_cast<uint64_t>(offset);
}

}  // namespace glassjar::cli

// IndexBytes: the bytes of an index, in memory or mapped from a file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace glassjar::filters {

class IndexBytes {
 public:
  // A copy, so that it begins where the integers in it need it to.
  explicit IndexBytes(std::string_view bytes) : owned_(bytes.begin(), bytes.end()) {}

  // Maps the file, read only. Forbidden for a file that others own or may write: it could change
  // under us. NotFound, TooLarge beyond kIndexBytesMax, Unavailable.
  static Result<IndexBytes> map(const std::filesystem::path& path);

  IndexBytes(IndexBytes&& other) noexcept
      : owned_(std::move(other.owned_)), mapped_(std::exchange(other.mapped_, {})) {}
  IndexBytes& operator=(IndexBytes&& other) noexcept;
  ~IndexBytes();

  std::string_view view() const {
    return mapped_.empty() ? std::string_view(owned_.data(), owned_.size()) : mapped_;
  }

 private:
  IndexBytes() = default;

  std::vector<char> owned_;
  std::string_view mapped_;
};

inline constexpr size_t kIndexBytesMax = 512 << 20;

}  // namespace glassjar::filters

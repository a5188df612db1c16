// TempDirectory: a directory of a test's own, removed with all that is in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace glassjar::storage::conformance {

class TempDirectory {
 public:
  TempDirectory();
  ~TempDirectory();
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // The names of the files in it, at any depth, whose bytes contain `text`.
  std::vector<std::string> files_with(const std::string& text) const;
  // Copies every file as it is now: what a killed process would leave.
  void copy_to(const TempDirectory& other) const;

 private:
  std::filesystem::path path_;
};

}  // namespace glassjar::storage::conformance

// Temporary directories, and searching them.
#include "storage/conformance/temp_directory.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/file.h"

namespace glassjar::storage::conformance {

namespace fs = std::filesystem;

TempDirectory::TempDirectory() {
  // In memory where that exists: the tests commit thousands of times and none of them can tell
  // what an fsync does to a disk.
  const fs::path in_memory = "/dev/shm";
  const fs::path parent = fs::is_directory(in_memory) ? in_memory : fs::temp_directory_path();
  std::string name = (parent / "glassjar-XXXXXX").string();
  CHECK(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TempDirectory::~TempDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<std::string> TempDirectory::files_with(const std::string& text) const {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    if (!entry.is_regular_file()) continue;
    const std::string content = read_file(entry.path(), size_t{1} << 30).value();
    if (content.find(text) != std::string::npos) names.push_back(entry.path().filename());
  }
  return names;
}

void TempDirectory::copy_to(const TempDirectory& other) const {
  for (const auto& entry : fs::directory_iterator(path_))
    fs::copy_file(entry.path(), other.path() / entry.path().filename(),
                  fs::copy_options::overwrite_existing);
}

}  // namespace glassjar::storage::conformance

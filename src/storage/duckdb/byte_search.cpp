// One pass over the file with a table of the patterns' first eight bytes.
#include "storage/duckdb/byte_search.h"

#include <algorithm>
#include <bitset>
#include <cstring>
#include <fstream>
#include <string_view>
#include <unordered_map>

namespace glassjar::storage::duckdb {
namespace {

constexpr size_t kBlockBytes = 4 << 20;

uint64_t head_of(const char* bytes) {
  uint64_t head = 0;
  std::memcpy(&head, bytes, sizeof head);
  return head;
}

class Patterns {
 public:
  explicit Patterns(const std::vector<std::string>& patterns) {
    for (const std::string& pattern : patterns) {
      if (pattern.size() < kSearchedBytesMin) continue;
      const uint64_t head = head_of(pattern.data());
      heads_[head].push_back(&pattern);
      maybe_.set(head & 0xFFFF);
      longest_ = std::max(longest_, pattern.size());
    }
  }

  bool empty() const { return heads_.empty(); }
  size_t longest() const { return longest_; }

  // Adds what begins at `at`; `rest` has at least eight bytes.
  void match(std::string_view rest, std::set<std::string>& found) const {
    const uint64_t head = head_of(rest.data());
    if (!maybe_.test(head & 0xFFFF)) return;
    const auto candidates = heads_.find(head);
    if (candidates == heads_.end()) return;
    for (const std::string* pattern : candidates->second)
      if (rest.starts_with(*pattern)) found.insert(*pattern);
  }

 private:
  std::unordered_map<uint64_t, std::vector<const std::string*>> heads_;
  std::bitset<65536> maybe_;
  size_t longest_ = 0;
};

}  // namespace

Result<std::set<std::string>> find_bytes(const std::filesystem::path& file,
                                         const std::vector<std::string>& patterns) {
  const Patterns wanted(patterns);
  std::set<std::string> found;
  if (wanted.empty()) return found;
  std::ifstream in(file, std::ios::binary);
  std::string window;  // the end of the block before, then the block
  while (in) {
    const size_t kept = window.size();
    window.resize(kept + kBlockBytes);
    in.read(window.data() + kept, static_cast<std::streamsize>(kBlockBytes));
    window.resize(kept + static_cast<size_t>(in.gcount()));
    for (size_t at = 0; at + kSearchedBytesMin <= window.size(); ++at)
      wanted.match(std::string_view(window).substr(at), found);
    window.erase(0, window.size() - std::min(window.size(), wanted.longest()));
  }
  if (!in.eof())
    return fail(ErrorCode::Unavailable, "search \"{}\": it cannot be read", file.string());
  return found;
}

}  // namespace glassjar::storage::duckdb

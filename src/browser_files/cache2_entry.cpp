// Metadata of Firefox's cache entries.
#include "browser_files/cache2_entry.h"

#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

#include "base/ascii.h"

namespace glassjar::browser_files {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kChunkBytes = 256 * 1024;
constexpr size_t kElementsMax = 1000;
constexpr uint32_t kVersionWithFlags = 2;
// From here on the version stands once more before the last number.
constexpr uint32_t kVersionWithEnd = 4;
constexpr uint32_t kVersionMax = 4;
constexpr uint32_t kNever = 0xffffffff;

// Numbers of the metadata are big-endian.
class Metadata {
 public:
  explicit Metadata(std::string_view bytes) : rest_(bytes) {}

  bool skip(uint64_t count) {
    if (count > rest_.size()) return false;
    rest_.remove_prefix(count);
    return true;
  }
  std::optional<uint32_t> number() {
    if (rest_.size() < 4) return std::nullopt;
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i)
      value = value << 8 | static_cast<uint8_t>(rest_[static_cast<size_t>(i)]);
    rest_.remove_prefix(4);
    return value;
  }
  std::optional<std::string_view> until_zero() {
    const size_t end = rest_.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return text;
  }
  bool at_end() const { return rest_.empty(); }
  bool drop_last(size_t count) {
    if (count > rest_.size()) return false;
    rest_.remove_suffix(count);
    return true;
  }

 private:
  std::string_view rest_;
};

std::optional<TimePoint> time_of(uint32_t seconds_since_1970) {
  if (seconds_since_1970 == 0 || seconds_since_1970 == kNever) return std::nullopt;
  return TimePoint(seconds(seconds_since_1970));
}

unexpected<Error> wrong(std::string_view why) {
  return fail(ErrorCode::DataLoss, "read a cached response: {}", why);
}

}  // namespace

std::string_view Cache2Entry::element(std::string_view name) const {
  for (const auto& [key_of_element, value] : elements)
    if (key_of_element == name) return value;
  return {};
}

Result<Cache2Entry> parse_cache2_metadata(std::string_view end, uint64_t body_bytes) {
  if (end.size() < 4) return wrong("cut off");
  Metadata reader(end.substr(0, end.size() - 4));
  // A hash of the metadata, then one of each chunk of the body.
  const uint64_t chunks = body_bytes / kChunkBytes + (body_bytes % kChunkBytes != 0 ? 1 : 0);
  if (!reader.skip(4 + 2 * chunks)) return wrong("cut off");
  std::array<uint32_t, 7> numbers{};
  for (uint32_t& each : numbers) {
    const auto number = reader.number();
    if (!number) return wrong("cut off");
    each = *number;
  }
  const auto [version, fetch_count, fetched, modified, frecency, expires, key_bytes] = numbers;
  if (version == 0 || version > kVersionMax) return wrong("of an unknown version");
  if (version >= kVersionWithFlags && !reader.number()) return wrong("cut off");
  if (version >= kVersionWithEnd && !reader.drop_last(4)) return wrong("cut off");
  const auto key = reader.until_zero();
  if (!key || key->size() != key_bytes) return wrong("no key");
  Cache2Entry entry;
  entry.key = std::string(*key);
  entry.last_fetched = time_of(fetched);
  entry.last_modified = time_of(modified);
  entry.expires = time_of(expires);
  entry.body_bytes = body_bytes;
  while (!reader.at_end() && entry.elements.size() < kElementsMax) {
    const auto name = reader.until_zero();
    const auto value = reader.until_zero();
    if (!name || !value) return wrong("an element without an end");
    entry.elements.emplace_back(*name, *value);
  }
  return entry;
}

Result<Cache2Entry> read_cache2_entry(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    return fail(ErrorCode::NotFound, "read a cached response \"{}\": no file", file.string());
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const std::streamoff size = in.tellg();
  if (!in || size < 8) return wrong("cut off");
  std::array<char, 4> last{};
  in.seekg(size - 4).read(last.data(), last.size());
  const auto body_bytes = Metadata({last.data(), last.size()}).number();
  if (!in || !body_bytes || *body_bytes > size - 4) return wrong("no metadata");
  const std::streamoff end_bytes = size - *body_bytes;
  if (end_bytes > static_cast<std::streamoff>(kCache2MetadataBytesMax))
    return fail(ErrorCode::TooLarge, "read a cached response: over {} bytes",
                kCache2MetadataBytesMax);
  std::string end(static_cast<size_t>(end_bytes), '\0');
  in.seekg(*body_bytes).read(end.data(), end_bytes);
  if (!in) return wrong("cut off");
  return parse_cache2_metadata(end, *body_bytes);
}

// netwerk/cache2/CacheFileUtils, KeyParser: tags "a," (anonymous), "p," (private), "O^…,", "~id,",
// "b,", "i…,"; a doubled comma stands for one in a value. A tag that is only a colon ends them.
Cache2Key parse_cache2_key(std::string_view key) {
  Cache2Key parsed;
  while (!key.empty() && key.front() != ':') {
    size_t end = 1;
    while (end < key.size() && !(key[end] == ',' && (end + 1 == key.size() || key[end + 1] != ',')))
      end += key[end] == ',' ? 2 : 1;
    if (end >= key.size()) return parsed;
    if (key.front() == 'O') parsed.origin_attributes = key.substr(1, end - 1);
    key.remove_prefix(end + 1);
  }
  if (!key.empty()) parsed.url = key.substr(1);
  return parsed;
}

std::string_view header_value(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::string_view line = cut_until(head, '\n');
    const size_t colon = line.find(':');
    if (colon != std::string_view::npos && equal_ignoring_case(line.substr(0, colon), name))
      return trimmed(line.substr(colon + 1), " \t\r");
  }
  return {};
}

}  // namespace glassjar::browser_files

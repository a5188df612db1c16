// Firefox's HTTP cache: one file an entry in `cache2/entries`, the body first, then hashes, then
// the metadata, and in the last four bytes where the body ends (netwerk/cache2/CacheFileMetadata).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace glassjar::browser_files {

struct Cache2Entry {
  // "O^partitionKey=%28https%2Cexample.org%29,:https://cdn.example/x": tags, a colon, the address.
  std::string key;
  std::optional<TimePoint> last_fetched;
  std::optional<TimePoint> last_modified;
  std::optional<TimePoint> expires;
  uint64_t body_bytes = 0;
  // "response-head", "original-response-headers", "request-method", …
  std::vector<std::pair<std::string, std::string>> elements;

  // Empty where there is none.
  std::string_view element(std::string_view name) const;
};

inline constexpr size_t kCache2MetadataBytesMax = 1 << 20;

// The end of a file: everything after the body, whose size is `body_bytes`. DataLoss for anything
// that Firefox would refuse by its shape (hashes are not held against the content).
Result<Cache2Entry> parse_cache2_metadata(std::string_view end, uint64_t body_bytes);

// Reads only the end of the file. NotFound, DataLoss, or TooLarge over kCache2MetadataBytesMax.
Result<Cache2Entry> read_cache2_entry(const std::filesystem::path& file);

// What the key says: the address and, in "O^…", the origin attributes ("^partitionKey=…").
struct Cache2Key {
  std::string_view url;
  std::string_view origin_attributes;
};
Cache2Key parse_cache2_key(std::string_view key);

// The value of a header line in a head of "Name: value" lines, by its lower-case name.
std::string_view header_value(std::string_view head, std::string_view name);

}  // namespace glassjar::browser_files

// Chromium's simple cache: one file an entry, `<16 hex>_0`, with its key, headers and body
// (net/disk_cache/simple/simple_entry_format.h). The HTTP cache, Cache Storage, scripts of service
// workers and compiled code are kept so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar::browser_files {

struct SimpleCacheEntry {
  std::string key;
  // What Chromium writes beside the body: of a response a pickle with its headers in it.
  std::string stream0;
};

// How much of a file's ends is enough: the key is at its beginning, stream 0 at its end, and the
// body in between, which may be a film, is not looked at.
inline constexpr size_t kHeadBytes = 80 << 10;
inline constexpr size_t kTailBytes = 128 << 10;

// `head` and `tail` are the first and last bytes of a file, and may be all of it. DataLoss for what
// is no entry. An entry whose end is cut off or too long has an empty stream 0.
Result<SimpleCacheEntry> read_simple_cache_entry(std::string_view head, std::string_view tail);

struct ResponseHeaders {
  std::string etag;           // with its quotes, as sent
  std::string last_modified;  // as sent
  // When the response came, microseconds since 1601-01-01 as base::Time counts; being found
  // unchanged later does not count as coming again. 0 where the pickle is of another version.
  int64_t received = 0;
};

// The headers in the pickle of a response (net/http/http_response_info.cc), of a simple entry or of
// a `head` in the SQL form, and its time; empty where there are none.
ResponseHeaders read_response_headers(std::string_view pickle);

}  // namespace glassjar::browser_files

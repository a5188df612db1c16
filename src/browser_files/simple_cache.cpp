// Simple cache entries and the headers in them.
#include "browser_files/simple_cache.h"

#include "base/ascii.h"
#include "browser_files/byte_reader.h"

namespace glassjar::browser_files {
namespace {

constexpr uint64_t kHeaderMagic = 0xfcfb6d1ba7725c30;
constexpr uint64_t kEndMagic = 0xf4fa6f45970d41d8;
constexpr size_t kHeaderBytes = 24;  // magic 8, version 4, key length 4, key hash 4, padding 4
constexpr size_t kEndBytes = 24;     // magic 8, flags 4, checksum 4, stream size 4, padding 4
constexpr size_t kKeyHashBytes = 32;
constexpr uint32_t kHasKeyHash = 2;
constexpr uint32_t kVersionMin = 5;
constexpr uint32_t kVersionMax = 9;
constexpr uint32_t kKeyBytesMax = 64 << 10;
constexpr size_t kHeadersBytesMax = 256 << 10;

// At the end of the file: stream 0, the key's hash if flagged, an end record.
void read_stream0(std::string_view rest, SimpleCacheEntry& entry) {
  if (rest.size() < kEndBytes) return;
  ByteReader end(rest.substr(rest.size() - kEndBytes));
  if (end.fixed<uint64_t>() != kEndMagic) return;
  const uint32_t flags = end.fixed<uint32_t>().value_or(0);
  end.fixed<uint32_t>();
  const size_t size = end.fixed<uint32_t>().value_or(0);
  rest.remove_suffix(kEndBytes);
  const size_t hash = (flags & kHasKeyHash) != 0 ? kKeyHashBytes : 0;
  if (rest.size() < hash || rest.size() - hash < size) return;
  rest.remove_suffix(hash);
  entry.stream0 = rest.substr(rest.size() - size);
}

// The beginning of the pickle: its size, flags with the version in the lowest byte, more flags if
// the highest bit is set, the times of request and response, and, if one of those says so, that of
// the response that later ones only confirmed.
int64_t received_at(std::string_view pickle) {
  constexpr uint32_t kVersion = 3;
  constexpr uint32_t kHasMoreFlags = uint32_t{1} << 31;
  constexpr uint32_t kHasOriginalTime = 1 << 2;
  ByteReader reader(pickle);
  const auto size = reader.fixed<uint32_t>();
  const uint32_t flags = reader.fixed<uint32_t>().value_or(0);
  if (!size || (flags & 0xff) != kVersion) return 0;
  uint32_t more = 0;
  if ((flags & kHasMoreFlags) != 0) more = reader.fixed<uint32_t>().value_or(0);
  const auto requested = reader.fixed<uint64_t>();
  auto received = reader.fixed<uint64_t>();
  if ((more & kHasOriginalTime) != 0) received = reader.fixed<uint64_t>();
  return requested && received ? static_cast<int64_t>(*received) : 0;
}

}  // namespace

Result<SimpleCacheEntry> read_simple_cache_entry(std::string_view head, std::string_view tail) {
  ByteReader reader(head);
  const auto magic = reader.fixed<uint64_t>();
  const auto version = reader.fixed<uint32_t>();
  const auto key_bytes = reader.fixed<uint32_t>();
  if (magic != kHeaderMagic || !version || !key_bytes)
    return fail(ErrorCode::DataLoss, "read cache entry: not one");
  if (*version < kVersionMin || *version > kVersionMax)
    return fail(ErrorCode::DataLoss, "read cache entry: version {} is not known", *version);
  reader.take(kHeaderBytes - (head.size() - reader.rest().size()));
  const auto key = *key_bytes > kKeyBytesMax ? std::nullopt : reader.take(*key_bytes);
  if (!key) return fail(ErrorCode::DataLoss, "read cache entry: its key is cut off");
  SimpleCacheEntry entry;
  entry.key = *key;
  read_stream0(tail, entry);
  return entry;
}

// NB: what stands before the headers in the pickle differs by version and flags, so the status line
// is looked for; lines end in NUL, the last in two.
ResponseHeaders read_response_headers(std::string_view pickle) {
  ResponseHeaders headers;
  const size_t begin = pickle.find("HTTP/");
  if (begin == std::string_view::npos) return headers;
  headers.received = received_at(pickle.substr(0, begin));
  std::string_view rest = pickle.substr(begin, kHeadersBytesMax);
  rest = rest.substr(0, rest.find(std::string_view("\0\0", 2)));
  while (!rest.empty()) {
    const std::string_view line = cut_until(rest, '\0');
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (equal_ignoring_case(name, "etag")) headers.etag = value;
    if (equal_ignoring_case(name, "last-modified")) headers.last_modified = value;
  }
  return headers;
}

}  // namespace glassjar::browser_files

// Any bytes as the end of a cached response; the first two say how long its body was.
#include "browser_files/cache2_entry.h"

#include "base/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  if (size < 2) return 0;
  const uint64_t body_bytes = static_cast<uint64_t>(data[0]) << (data[1] % 32);
  const auto bytes = glassjar::as_text({data + 2, size - 2});
  static_cast<void>(parse_cache2_key(bytes));
  const auto entry = parse_cache2_metadata(bytes, body_bytes);
  if (!entry) return 0;
  if (parse_cache2_key(entry->key).url.size() > entry->key.size()) __builtin_trap();
  static_cast<void>(header_value(entry->element("response-head"), "etag"));
  return 0;
}

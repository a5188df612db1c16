// Any bytes as an index file, and the same with a checksum that fits: opening refuses, or matching
// stays inside.
#include <cstring>

#include "filters/index.h"

namespace {

using namespace glassjar::filters;

void open_and_match(std::string_view bytes) {
  const auto index = Index::open(IndexBytes(bytes));
  if (!index) return;
  for (const char* url : {"https://a.example/b/q.js?e=eeefg&h", "http://b.example/p/", "data:,"}) {
    const Verdict verdict = index->match({.url = url,
                                          .source_host = "c.example",
                                          .site = "a.example",
                                          .source_site = "c.example",
                                          .type = RequestType::Script});
    if (verdict.blocked && !verdict.exception.empty()) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  open_and_match(bytes);
  format::Header header;
  if (size < sizeof header) return 0;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.magic = format::kMagic;
  header.version = format::kVersion;
  header.bytes = size;
  header.checksum = index_checksum(header, bytes);
  std::memcpy(bytes.data(), &header, sizeof header);
  open_and_match(bytes);
  return 0;
}

// Any bytes as a cache entry, a pickle with headers and a protobuf message: views stay inside.
#include "browser_files/protobuf.h"
#include "browser_files/simple_cache.h"
#include "browser_files/text_forms.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto entry = read_simple_cache_entry(bytes, bytes.substr(size / 2))) {
    if (entry->key.size() > size || entry->stream0.size() > size) __builtin_trap();
    (void)read_response_headers(entry->stream0);
  }
  (void)read_response_headers(bytes);
  const ProtobufMessage message = ProtobufMessage::parse(bytes);
  if (message.bytes(1).size() > size || message.all(1).size() > size) __builtin_trap();
  const bool all_utf8 = is_utf8(utf16le_to_utf8(bytes)) && is_utf8(utf16be_to_utf8(bytes)) &&
                        is_utf8(latin1_to_utf8(bytes)) && is_utf8(text_or_hex(bytes));
  if (!all_utf8) __builtin_trap();
  return 0;
}

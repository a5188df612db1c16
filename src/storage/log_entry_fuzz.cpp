// Whatever decodes must encode back to the same bytes. The input is tried as it is and, so that
// the fuzzer gets past the checksum, with the right one added.
#include <zlib.h>

#include <cstdlib>
#include <string>

#include "storage/log_entry.h"

namespace {

void decode_and_compare(const std::string& payload) {
  const auto entry = glassjar::storage::decode_log_entry(payload);
  if (entry.has_value() && glassjar::storage::encode(*entry) != payload) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string payload(reinterpret_cast<const char*>(data), size);
  decode_and_compare(payload);
  const auto sum = static_cast<uint32_t>(crc32_z(0, data, size));
  for (int i = 0; i < 4; ++i) payload.push_back(static_cast<char>(sum >> (8 * i)));
  decode_and_compare(payload);
  return 0;
}

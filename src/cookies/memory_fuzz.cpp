// Any bytes as the files that remember earlier scans: refused, or the same after being written
// again.
#include "cookies/respawn.h"
#include "cookies/snapshot.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::cookies;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = parse_deleted_value(text)) {
    const auto again = parse_deleted_value(to_line(*value));
    if (!again || *again != *value) __builtin_trap();
  }
  if (const auto snapshot = Snapshot::parse(text)) {
    const auto again = Snapshot::parse(snapshot->serialize());
    if (!again || again->serialize() != snapshot->serialize()) __builtin_trap();
  }
  return 0;
}

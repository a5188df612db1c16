// Any bytes as a log, a table and a manifest: reading ends, and holds no more than its limits.
#include "browser_files/leveldb.h"
#include "browser_files/leveldb_manifest.h"
#include "browser_files/leveldb_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const LeveldbLimits limits{.value_bytes_max = 100, .held_bytes_max = 10'000};
  size_t held = 0;
  for (const LeveldbEntry& entry : read_leveldb_log_alone(bytes, limits).entries) {
    if (entry.value.size() > limits.value_bytes_max) __builtin_trap();
    held += entry.key.size() + entry.value.size();
  }
  if (held > limits.held_bytes_max) __builtin_trap();
  uint64_t entries = 0;
  const auto count = [&entries](std::string_view, std::string_view) { ++entries; };
  (void)read_leveldb_table(bytes, count);
  (void)read_leveldb_manifest(bytes);
  return 0;
}

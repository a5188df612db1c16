// Any bytes are a list or a refusal; a list can be asked everything and written.
#include "audit/declared.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::audit;
  const auto list = parse_declared(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!list) return 0;
  for (const Declared& entry : *list) {
    CHECK(!entry.name.empty() || entry.wildcard);
    static_cast<void>(entry.hosts());
    static_cast<void>(entry.party("example.org"));
    static_cast<void>(parse_retention(entry.retention));
  }
  static_cast<void>(declared_csv(*list));
  return 0;
}

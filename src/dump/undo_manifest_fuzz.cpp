// Fuzzes the undo archive's list: what is read is written and read again the same.
#include "base/check.h"
#include "dump/undo_manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::dump;
  const auto manifest = parse_manifest(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!manifest) return 0;
  std::string text = header_line(manifest->header);
  for (const UndoGroup& group : manifest->groups) text += group_lines(group);
  const auto again = parse_manifest(text);
  CHECK(again.has_value() && again->groups.size() == manifest->groups.size());
  for (size_t i = 0; i < again->groups.size(); ++i)
    CHECK(again->groups[i].path == manifest->groups[i].path &&
          again->groups[i].entries.size() == manifest->groups[i].entries.size());
  return 0;
}

// Any bytes as `.metadata-v2`.
#include "browser_files/quota_metadata.h"

#include "base/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto metadata =
      glassjar::browser_files::read_quota_metadata(glassjar::as_text({data, size}));
  if (metadata && metadata->origin.size() > size) __builtin_trap();
  return 0;
}

// Any bytes as `serviceworker.txt`: what was read is written back and read the same.
#include "browser_files/service_worker_list.h"

#include "base/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  const auto list = read_service_worker_list(glassjar::as_text({data, size}));
  if (!list) return 0;
  if (read_service_worker_list(write_service_worker_list(*list)).value().workers != list->workers)
    __builtin_trap();
  return 0;
}

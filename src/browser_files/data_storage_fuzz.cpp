// Any bytes as a table of HSTS records: what was read is written back and read the same.
#include "browser_files/data_storage.h"

#include "base/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  const auto records = read_data_storage(glassjar::as_text({data, size}));
  if (read_data_storage(write_data_storage(records)) != records) __builtin_trap();
  return 0;
}

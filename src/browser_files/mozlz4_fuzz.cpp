// Any bytes as a compressed file, and as content: what is written reads back.
#include "browser_files/mozlz4.h"

#include "base/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar;
  const std::string_view bytes = as_text({data, size});
  static_cast<void>(browser_files::read_mozlz4(bytes));
  if (browser_files::read_mozlz4(browser_files::write_mozlz4(bytes)).value() != bytes)
    __builtin_trap();
  return 0;
}

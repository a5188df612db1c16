// Any bytes as a session file: every address that comes out stood in it.
#include "browser_files/snss.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto as_it_is = [](std::string_view command) {
    return std::optional(std::string(command));
  };
  const auto pages = read_session_pages(bytes, as_it_is);
  if (!pages) return 0;
  for (const std::string& url : pages->urls)
    if (bytes.find(url) == std::string_view::npos) __builtin_trap();
  return 0;
}

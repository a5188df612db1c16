// Any bytes as lines of an access log.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ingest/access_log_format.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const auto request = glassjar::ingest::parse_log_line(text.substr(0, end));
    if (request) static_cast<void>(glassjar::ingest::why_no_page_view(*request));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return 0;
}

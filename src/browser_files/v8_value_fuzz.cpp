// Any bytes as a value of Chromium: the walk ends, and its texts are bounded UTF-8.
#include "browser_files/text_forms.h"
#include "browser_files/v8_value.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  ValueTexts texts;
  read_v8_value({reinterpret_cast<const char*>(data), size}, texts);
  const std::string json = texts.json();
  if (!is_utf8(json) || json.size() > ValueTexts::kBytesMax + 32) __builtin_trap();
  return 0;
}

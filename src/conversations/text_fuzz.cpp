// Whatever is taken stays as it is when it is cleaned again, and has no control characters in it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "conversations/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using glassjar::conversations::clean_text;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto once = clean_text(text, "text", 4'000);
  if (!once) return 0;
  for (const char c : *once)
    if ((static_cast<uint8_t>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) std::abort();
  const auto twice = clean_text(*once, "text", 4'000);
  if (!twice || *twice != *once) std::abort();
  return 0;
}

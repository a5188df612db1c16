// Any bytes as a key in each coding: the name and the texts are bounded UTF-8.
#include "browser_files/indexed_db_key.h"
#include "browser_files/text_forms.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const KeyCoding coding :
       {KeyCoding::ChromiumLeveldb, KeyCoding::ChromiumSqlite, KeyCoding::Firefox}) {
    ValueTexts texts;
    const auto name = read_indexed_db_key(bytes, coding, texts);
    const std::string json = texts.json();
    if (!is_utf8(json) || json.size() > ValueTexts::kBytesMax + 32) __builtin_trap();
    if (name && (!is_utf8(*name) || name->size() > kKeyTextBytesMax + 3)) __builtin_trap();
  }
  return 0;
}

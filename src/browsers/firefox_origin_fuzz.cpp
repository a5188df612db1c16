// Any text as an origin with attributes, and as the name of an origin's folder.
#include "base/encoding.h"
#include "browser_files/text_forms.h"
#include "browsers/firefox_origin.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar;
  using browsers::firefox::Origin;
  const std::string_view text = as_text({data, size});
  for (const Origin& origin :
       {browsers::firefox::parse_origin(text), browsers::firefox::parse_origin_folder(text)}) {
    for (const std::string* each : {&origin.origin, &origin.host, &origin.attributes.top_site})
      if (!browser_files::is_utf8(*each)) __builtin_trap();
    cookies::Item item = browsers::firefox::item_of(cookies::Store::Hsts, origin, {});
    browsers::firefox::forget_own_partition(item);
  }
  return 0;
}

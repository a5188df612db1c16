// Any bytes as a page's address, a referrer and a client-chosen text: what stays is bounded and is
// not changed by stripping it once more.
#include "ingest/percent.h"
#include "ingest/secret_shapes.h"
#include "ingest/strip_url.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::ingest;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const StrippedUrl url = strip_url(text, {});
  const bool fits = url.path.size() <= kPathBytesMax && url.path.starts_with('/') &&
                    url.path.find_first_of("?#\n\r") == std::string::npos;
  if (!fits || has_email_shape(url.hostname) || printable(url.path) != url.path) __builtin_trap();
  if (!strip_referrer(text).host.empty() && strip_referrer(text).text.empty()) __builtin_trap();
  if (strip_text(text, 100).size() > 100) __builtin_trap();
  return 0;
}

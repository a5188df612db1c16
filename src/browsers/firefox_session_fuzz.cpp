// Any text as the JSON of a session: taking everything out leaves nothing to take out.
#include "browsers/firefox_session.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "browser_files/mozlz4.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar;
  const auto file = browser_files::write_mozlz4(as_text({data, size}));
  auto session = browsers::firefox::parse_session(file);
  if (!session) return 0;
  const auto none = [](const cookies::Item&) { return false; };
  browsers::firefox::filter_session(*session, none);
  if (browsers::firefox::filter_session(*session, none) != 0) __builtin_trap();
  if (!browsers::firefox::parse_session(browsers::firefox::write_session(*session)))
    __builtin_trap();
  return 0;
}

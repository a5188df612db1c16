// Fuzzes the reading of other programs' keep lists: every site read is a site by our own spelling.
#include "base/check.h"
#include "dump/keep_import.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto keeps = glassjar::dump::import_keeps_text(
      std::string_view(reinterpret_cast<const char*>(data), size));
  if (!keeps) return 0;
  for (const std::string& site : keeps->list.sites()) {
    const auto again = glassjar::dump::site_named(site);
    CHECK(again.has_value() && *again == site);
  }
  const auto list = glassjar::dump::KeepList::parse(keeps->list.serialize());
  CHECK(list.has_value() && list->sites() == keeps->list.sites());
  return 0;
}

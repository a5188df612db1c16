// A page can send any report: it adds one record of its own kind, or nothing.
#include "audit/browser/script_log.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::audit;
  using namespace glassjar::audit::browser;
  Observation seen;
  const bool taken =
      take_report(std::string_view(reinterpret_cast<const char*>(data), size), Moment{}, seen);
  const size_t records = seen.cookies_set.size() + seen.storage.size() + seen.fingerprints.size();
  CHECK(records == (taken ? 1U : 0U));
  for (const StorageSeen& storage : seen.storage)
    CHECK(storage.store != glassjar::cookies::Store::Cookie);
  return 0;
}

// Any bytes are an observation or a refusal; every record belongs to the one visit.
#include "audit/har.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::audit;
  const auto seen =
      read_har(std::string_view(reinterpret_cast<const char*>(data), size), "f", Consent::Unknown);
  if (!seen) return 0;
  CHECK(seen->visits.size() == 1);
  for (const Request& request : seen->requests)
    CHECK(request.at.visit == 0 && !request.url.empty());
  for (const CookieSet& set : seen->cookies_set) CHECK(!set.url.empty());
  return 0;
}

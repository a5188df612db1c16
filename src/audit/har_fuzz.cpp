// Any bytes are an observation or a refusal; every record belongs to the one visit, and what can be
// read can be judged and reported.
#include "audit/har.h"
#include "audit/report.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar;
  using namespace glassjar::audit;
  auto seen =
      read_har(std::string_view(reinterpret_cast<const char*>(data), size), "f", Consent::Before);
  if (!seen) return 0;
  CHECK(seen->visits.size() == 1);
  for (const Request& request : seen->requests)
    CHECK(request.at.visit == 0 && !request.url.empty());
  for (const CookieSet& set : seen->cookies_set) CHECK(!set.url.empty());
  const cookies::Trackers trackers(nullptr);
  const Audit audit = make_audit(std::move(*seen), trackers, std::nullopt, TimePoint(days(20'000)));
  CHECK(!json_report(audit).empty());
  CHECK(html_report(audit).find("<script") == std::string::npos);
  CHECK(text_report(audit).find('\x1b') == std::string::npos);
  return 0;
}

// The visits of an audit: for each choice and each mode of third-party cookies, two fresh profiles,
// so that what differs between them can be told from what is the same for everybody.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audit/browser/visit.h"

namespace glassjar::audit::browser {

inline constexpr size_t kPagesMax = 100;

struct SitePlan {
  std::string url;  // a host alone is taken for https
  size_t pages = 1;
  std::vector<Consent> consents{Consent::Before, Consent::Accepted, Consent::Rejected};
  std::filesystem::path chromium;  // empty: found
  std::vector<std::string> flags;
  Patience patience;
  // Outlives the audit. Null: nothing interrupts it.
  const Interruption* interruption = nullptr;
};

// Two visits run at a time. InvalidArgument for what is no http address; NotFound without a
// Chromium or if the first page cannot be opened at all; a later visit that fails is a problem of
// the observation. Unavailable when interrupted; all browsers have then ended and their profiles
// are removed, as are those that killed audits have left. `progress` is called by one thread at a
// time.
Result<Observation> audit_site(const SitePlan& plan, const Clock& clock, const Progress& progress);

}  // namespace glassjar::audit::browser

// A visit to a site with a fresh Chromium: pages opened one after the other, a choice made in the
// consent banner if one is wanted, and everything that was sent, set and stored written down.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/browser/chromium.h"
#include "audit/observation.h"
#include "base/clock.h"
#include "base/result.h"

namespace glassjar::audit::browser {

struct VisitPlan {
  // The first is where the choice is made. With `find_more`, links to the same site are added until
  // there are so many pages.
  std::vector<std::string> pages;
  size_t find_more = 0;
  Consent wanted = Consent::Before;
  ThirdPartyCookies third_party = ThirdPartyCookies::Allowed;
  uint32_t observer = 0;
};

// How long a page may take.
struct Patience {
  seconds load{30};         // until its load event
  milliseconds quiet{800};  // a page is done when nothing was asked for so long …
  seconds settle{10};       // … or after so long
  seconds choice{20};       // for a banner to appear and be answered
};

// Told, from the visit's thread, what is being done.
using Progress = std::function<void(std::string_view)>;

// What all visits of an audit have in common. What it refers to outlives them.
struct VisitSetting {
  const ChromiumProgram& program;
  ChromiumOptions options;
  Patience patience;
  const Clock& clock;
  Progress progress;
};

// Unavailable if the browser fails or is interrupted; a page that cannot be opened is a problem of
// the observation, unless it is the first.
Result<Observation> visit_site(const VisitPlan& plan, const VisitSetting& setting);

}  // namespace glassjar::audit::browser

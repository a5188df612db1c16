// What data/record.js reports from inside pages, as records of an observation.
//
// The reports pass through the page's own world, so a page can forge them: they are read as hostile
// input, and nothing but names of scripts is believed on their word alone.
#pragma once

#include <string_view>

#include "audit/observation.h"

namespace glassjar::audit::browser {

// Adds one report, if it is well-formed; false otherwise.
bool take_report(std::string_view payload, const Moment& at, Observation& into);

}  // namespace glassjar::audit::browser

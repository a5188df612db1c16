// The JSON forms of the jar's answers: of the command line and of the local page.
#pragma once

#include <boost/json.hpp>

#include "cookies_command/item_json.h"
#include "cookies_command/jar.h"
#include "cookies_command/memory.h"

namespace glassjar::cookies_command {

// An item with the verdicts on it, as `list --json` has it.
boost::json::object item_json(const Jar& jar, size_t index, Values values);
// `glassjar cookies --json`.
boost::json::object overview_json(const Jar& jar, const News& news);
// `glassjar cookies show NAME --json`: the same, with the evidence.
boost::json::object items_json(const Jar& jar, const Found& found, Values values);

}  // namespace glassjar::cookies_command

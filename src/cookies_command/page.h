// glassjar cookies --web: the jar as a page, on loopback and for one person.
#pragma once

#include "base/result.h"
#include "cookies_command/command.h"

namespace glassjar::cookies_command {

// Serves until the program is told to end (SIGINT, SIGTERM). Prints the page's address.
Result<void> serve_page(Run& run);

}  // namespace glassjar::cookies_command

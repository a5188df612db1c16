// An item's story: plain sentences, each with where it is known from.
#pragma once

#include <string>
#include <vector>

#include "cookies_command/jar.h"

namespace glassjar::cookies_command {

// Who is behind it, in whose place it was left, what it is for, how long it lasts, whether it
// identifies and why, where else its value lives, whether it came back. Never a value in full.
std::vector<std::string> story_of(const Jar& jar, size_t index);

}  // namespace glassjar::cookies_command

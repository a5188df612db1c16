// The files of the local page, as they are carried inside the program.
#pragma once

#include <vector>

#include "net/static_files.h"

namespace glassjar::cookies_command {

const std::vector<net::Asset>& assets();

}  // namespace glassjar::cookies_command

// The front end, bundled and pre-compressed, as it is carried inside the program.
#pragma once

#include <vector>

#include "net/static_files.h"

namespace glassjar {

// Every file, by its path on the server ("/glassjar.js"); pages under "/pages/".
const std::vector<net::Asset>& assets();

}  // namespace glassjar

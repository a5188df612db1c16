// The data files inside the binary (data/embed.cmake).
#pragma once

#include <string_view>

namespace glassjar::cookies::embedded {

// script/data/public_suffixes.mjs, companies.mjs and cookie_purposes.mjs say in what form.
std::string_view public_suffixes();  // begins at a multiple of 16 bytes
std::string_view companies();
std::string_view cookie_purposes();

}  // namespace glassjar::cookies::embedded

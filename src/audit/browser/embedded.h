// The scripts inside the binary that the driven browser runs (data/embed.cmake).
#pragma once

#include <string_view>

namespace glassjar::audit::browser::embedded {

std::string_view record_script();       // data/record.js
std::string_view choose_script();       // data/choose.js
std::string_view autoconsent_script();  // @duckduckgo/autoconsent, MPL-2.0: the library
std::string_view autoconsent_rules();   // @duckduckgo/autoconsent, MPL-2.0: its rules, a JSON array

}  // namespace glassjar::audit::browser::embedded

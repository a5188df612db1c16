// What every text that a regular expression finds must contain.
#pragma once

#include <string>
#include <string_view>

namespace glassjar::filters {

// A lower-case glob that matches wherever `regex` (JavaScript or RE2 syntax) does: literal runs
// stay, all else becomes "*". `^https?:\/\/t\.example\/[a-z]+\.js` gives "http*://t.example/*.js*".
// Only for finding keys: it may match more.
std::string regex_skeleton(std::string_view regex);

}  // namespace glassjar::filters

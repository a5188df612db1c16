// Text that people type: made safe to store and to show, within limits.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar::conversations {

constexpr size_t kMessageCharactersMax = 4'000;
constexpr size_t kLessonCharactersMax = 300;

// The text without control characters (line feeds and tabs stay) and without white space at its
// ends. InvalidArgument that names `field` when it is not UTF-8, has nothing in it or has more
// than `characters_max` characters; the text itself is in no message.
Result<std::string> clean_text(std::string_view text, std::string_view field,
                               size_t characters_max);

}  // namespace glassjar::conversations

// Help with misspelt words: the nearest known one, and lists for messages.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace glassjar {

// The known word with the fewest single-letter changes from `word`; `known` is not empty.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

// "a, b, c"
std::string list_of(std::span<const std::string_view> words);

}  // namespace glassjar

// Client-chosen text made readable: percent-encoding (RFC 3986 section 2.1) and UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace glassjar::ingest {

// Shows what a person would read: encoded letters, digits, "-._~" and valid UTF-8 are decoded
// (RFC 3986 section 6.2.2.2), other encodings stay, and control characters, blanks and stray bytes
// become encoded. The result is printable UTF-8.
std::string readable_path(std::string_view path);

// Valid UTF-8 without control characters: those become a blank, stray bytes become '?'.
std::string printable(std::string_view text);

// The longest beginning of at most `bytes_max` bytes that does not end inside a character.
std::string_view cut(std::string_view text, size_t bytes_max);

}  // namespace glassjar::ingest

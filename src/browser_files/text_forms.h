// The forms in which browsers keep text, made UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glassjar::browser_files {

// Every byte is a character of ISO 8859-1.
std::string latin1_to_utf8(std::string_view bytes);
// A surrogate without its other half becomes U+FFFD, a last odd byte is dropped.
std::string utf16le_to_utf8(std::string_view bytes);
std::string utf16be_to_utf8(std::string_view bytes);
bool is_utf8(std::string_view bytes);
// As it is where it is UTF-8, else in hexadecimal.
std::string text_or_hex(std::string_view bytes);
// Cuts UTF-8 at the last whole character within the limit.
void cut_utf8(std::string& text, size_t bytes_max);

}  // namespace glassjar::browser_files

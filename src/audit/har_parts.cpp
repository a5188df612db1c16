// Finding the objects of a HAR file by its brackets, without parsing what is in them.
#include <array>

#include "audit/har.h"

namespace glassjar::audit {
namespace {

// Where the objects are: { "log": { "entries": [ {…}.
constexpr size_t kObjectDepth = 4;

// Position of the quote that ends the string which begins at `at`, or npos.
size_t end_of_string(std::string_view text, size_t at) {
  for (size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i;
  }
  return std::string_view::npos;
}

}  // namespace

HarParts split_har(std::string_view file) {
  HarParts parts;
  std::array<std::string_view, kObjectDepth> keys;  // of the objects we are in, by depth
  std::string_view last_string;
  size_t depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i < file.size(); ++i) {
    const char c = file[i];
    if (c == '"') {
      const size_t end = end_of_string(file, i);
      if (end == std::string_view::npos) return parts;
      last_string = file.substr(i + 1, end - i - 1);
      i = end;
    } else if (c == ':' && depth < keys.size()) {
      keys[depth] = last_string;
    } else if (c == '{' || c == '[') {
      if (++depth == kObjectDepth) begin = i;
    } else if ((c == '}' || c == ']') && depth > 0) {
      if (depth == kObjectDepth && c == '}' && file[begin] == '{' && keys[1] == "log") {
        const std::string_view object = file.substr(begin, i - begin + 1);
        if (keys[2] == "entries" && parts.entries.size() < kHarEntriesMax)
          parts.entries.push_back(object);
        if (keys[2] == "pages" && parts.pages.size() < kHarEntriesMax)
          parts.pages.push_back(object);
      }
      if (--depth == 0) parts.complete = true;
    }
  }
  return parts;
}

}  // namespace glassjar::audit

// Recognising the two request fields by which a browser asks for privacy.
#include "consent/signals.h"

#include <algorithm>

namespace glassjar::consent {
namespace {

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

}  // namespace

bool is_signal(std::string_view field_name, std::string_view field_value) {
  return field_value == "1" &&
         (equals_ignoring_case(field_name, "sec-gpc") || equals_ignoring_case(field_name, "dnt"));
}

}  // namespace glassjar::consent

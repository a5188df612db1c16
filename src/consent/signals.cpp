// Recognising the two request fields by which a browser asks for privacy.
#include "consent/signals.h"

#include "base/ascii.h"

namespace glassjar::consent {

bool is_signal(std::string_view field_name, std::string_view field_value) {
  return field_value == "1" &&
         (equal_ignoring_case(field_name, "sec-gpc") || equal_ignoring_case(field_name, "dnt"));
}

}  // namespace glassjar::consent

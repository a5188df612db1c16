// The symbols of data/embedded.S as text.
#include "cookies/embedded.h"

extern "C" {
extern const char glassjar_public_suffixes_begin[];
extern const char glassjar_public_suffixes_end[];
extern const char glassjar_companies_begin[];
extern const char glassjar_companies_end[];
extern const char glassjar_cookie_purposes_begin[];
extern const char glassjar_cookie_purposes_end[];
}

namespace glassjar::cookies::embedded {

std::string_view public_suffixes() {
  return {glassjar_public_suffixes_begin, glassjar_public_suffixes_end};
}

std::string_view companies() { return {glassjar_companies_begin, glassjar_companies_end}; }

std::string_view cookie_purposes() {
  return {glassjar_cookie_purposes_begin, glassjar_cookie_purposes_end};
}

}  // namespace glassjar::cookies::embedded

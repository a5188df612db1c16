// Host names with letters outside ASCII, in the form of browsers and in that of people.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar::dump {

// A host as browsers store it: "bücher.example" is "xn--bcher-kva.example", by UTS #46 without
// transitional processing, as URLs have it (https://url.spec.whatwg.org/#concept-domain-to-ascii).
// ASCII stays as it is. InvalidArgument for what is not UTF-8 or no such name, and for over
// 1,024 bytes.
Result<std::string> ascii_host(std::string_view host);

// The same as people write it; empty where it is no other than the ASCII form.
std::string unicode_host(std::string_view ascii);

}  // namespace glassjar::dump

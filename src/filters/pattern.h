// Holds the pattern of a rule against a URL.
#pragma once

#include <string_view>

#include "filters/rule.h"

namespace glassjar::filters {

struct Glob {
  std::string_view pattern;
  Anchor anchor = Anchor::None;
  bool end_anchor = false;
};

// `host` says where the host lies in `url`. Time is at most the product of both lengths for each
// label of the host.
bool matches(const Glob& glob, std::string_view url, HostRange host);

// Whether the host of a URL is `wanted` or a subdomain of it.
bool host_is_within(std::string_view host, std::string_view wanted);

}  // namespace glassjar::filters

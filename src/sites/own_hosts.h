// Own hosts: which hosts' pages belong to a site.
#pragma once

#include <string_view>

#include "sites/directory.h"

namespace glassjar::sites {

// Whether pages on that host may report for the site: the listed hosts, or without a list its own
// and those below it. `host` in lower case, without port.
bool is_host_of(const storage::Site& site, std::string_view host);

// Whether "https://shop.example:8443" is the origin of one of the owner's sites.
bool is_own_origin(const Directory& directory, std::string_view origin);

}  // namespace glassjar::sites

// The anonymous visitor's number: what address, user agent and site hash to under a day's salt.
#pragma once

#include <string_view>

#include "ingest/salt_source.h"
#include "model/ids.h"

namespace glassjar::ingest {

// Never zero. The same sender on another site, or under another salt, gets an unrelated number.
model::VisitorId anonymous_visitor(const Salt& salt, model::SiteId site, std::string_view address,
                                   std::string_view user_agent);

}  // namespace glassjar::ingest

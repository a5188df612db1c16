// A site's last audit: taken from `glassjar audit`, shown to staff whole and to visitors as the
// list of what the site declares.
#pragma once

#include "api/sites.h"

namespace glassjar::api {

inline constexpr size_t kAuditBodyBytesMax = 8 << 20;

// PUT /api/sites/{host}/audit {"report": glassjar-audit/1, "declared": [entries] or null}: 204
net::Response put_audit(const net::Request& request, SitesDeps& deps);
// GET /api/sites/{host}/audit: {"audit": null or {"at", "proven", "report", "declared"}}
net::Response show_audit(const net::Request& request, SitesDeps& deps);
// GET /api/jar/declared?site=HOST: {"declared": [entries], "audited", "proven"}, times or null
net::Response show_declared(const net::Request& request, SitesDeps& deps);

}  // namespace glassjar::api

// Handing an audit to a site on the server, where staff and visitors see it.
#pragma once

#include <string>

#include "application/options.h"
#include "audit/findings.h"
#include "base/result.h"

namespace glassjar::cli {

// PUT /api/sites/{host}/audit on the server of `options.data`. NotFound for an unknown site,
// InvalidArgument for an audit of another one.
Result<void> keep_audit(const Options& options, const std::string& host, const audit::Audit& audit);

}  // namespace glassjar::cli

// The endpoints of imports: begin, lines, finish (docs/api.md). Blocking: each waits until the
// rows of the call before are stored.
#pragma once

#include "ingest/import.h"
#include "net/http.h"

namespace glassjar::api {

constexpr size_t kImportBodyBytesMax = 8 << 20;

// POST /api/imports
net::Response begin_import(ingest::AccessLogImports& imports, const net::Request& request);
// POST /api/imports/{id}/lines
net::Response add_import_lines(ingest::AccessLogImports& imports, const net::Request& request);
// POST /api/imports/{id}/finish
net::Response finish_import(ingest::AccessLogImports& imports, const net::Request& request);

}  // namespace glassjar::api

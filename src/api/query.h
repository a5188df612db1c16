// POST /api/v2/query: asking, in Plausible's Stats API v2 language.
#pragma once

#include "net/http.h"
#include "query/answer.h"

namespace glassjar::api {

// The guard has let the request through. Waits for the store: for a worker.
net::Response run_query(const query::Answerer& answerer, const net::Request& request);

}  // namespace glassjar::api

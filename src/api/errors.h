// Errors as HTTP: the one shape of every refusal.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "net/http.h"

namespace glassjar::api {

// {"error": "…", "request_id": "…"}. What is ours to mend is logged with the id and shown as
// "Internal error" only; what may pass is shown as "Try later" with Retry-After.
net::Response error_response(const Error& error, uint64_t request_id);

// The endpoint's answer, or its refusal.
net::Response answer(Result<net::Response> result, const net::Request& request);

}  // namespace glassjar::api

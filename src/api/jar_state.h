// GET /api/jar: what this browser is to the owner of a site; no data of anyone.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_state(const net::Request& request, PersonSide& side);

// The same answer for endpoints that have just changed it.
Result<net::Response> describe_state(const net::Request& request, PersonSide& side,
                                     const Caller& caller);

}  // namespace glassjar::api

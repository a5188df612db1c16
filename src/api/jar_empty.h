// POST /api/jar/empty: everything that is held on the person goes.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_empty(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

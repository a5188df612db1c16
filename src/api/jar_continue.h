// POST /api/jar/continue: pages that the person began and did not finish.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_continue(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

// POST /api/jar/close: the person leaves a shared computer.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_close(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

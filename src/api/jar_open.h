// POST /api/jar/open: the person sees what is held, who looked, and what they taught.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_open(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

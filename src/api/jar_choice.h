// POST /api/jar/choice: the person chooses how long to be remembered, or says no.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_choice(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

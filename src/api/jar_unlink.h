// POST /api/jar/unlink: today's anonymous number is taken off its rows.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

// Needs no proof: it only reduces what is known, of whoever shares that number.
net::Response jar_unlink(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

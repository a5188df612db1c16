// POST /api/jar/erasure: how far an erasure is, for who has its receipt.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_erasure(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

// POST /api/jar/conversations: the person's questions and the answers to them.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_conversations(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

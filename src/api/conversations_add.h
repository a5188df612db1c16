// POST /api/conversations/{id}/messages: the person goes on with their own conversation.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response conversations_add(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

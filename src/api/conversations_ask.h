// POST /api/conversations: a person asks about a page, without an e-mail address.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response conversations_ask(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

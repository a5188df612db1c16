// The signed-in staff as the inbox knows them.
#pragma once

#include "api/identity.h"
#include "conversations/inbox.h"

namespace glassjar::api {

conversations::Colleague colleague_of(const StaffIdentity& staff);

}  // namespace glassjar::api

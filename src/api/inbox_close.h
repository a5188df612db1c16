// POST /api/inbox/{id}/close: nothing more is to be done; a new message reopens it.
#pragma once

#include "api/identity.h"
#include "conversations/inbox.h"
#include "net/http.h"

namespace glassjar::api {

net::Response inbox_close(const net::Request& request, const StaffIdentity& staff,
                          conversations::Inbox& inbox);

}  // namespace glassjar::api

// POST /api/inbox/{id}/reply: an answer, which arrives in the person's jar.
#pragma once

#include "api/identity.h"
#include "conversations/inbox.h"
#include "net/http.h"

namespace glassjar::api {

net::Response inbox_reply(const net::Request& request, const StaffIdentity& staff,
                          conversations::Inbox& inbox);

}  // namespace glassjar::api

// GET /api/inbox: who waits for an answer, without anyone's words.
#pragma once

#include "api/identity.h"
#include "conversations/inbox.h"
#include "net/http.h"

namespace glassjar::api {

net::Response inbox_list(const net::Request& request, const StaffIdentity& staff,
                         conversations::Inbox& inbox);

}  // namespace glassjar::api

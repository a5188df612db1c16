// POST /api/inbox/{id}/read: staff read a person's words; the access log says so first.
#pragma once

#include "api/identity.h"
#include "conversations/inbox.h"
#include "net/http.h"

namespace glassjar::api {

net::Response inbox_read(const net::Request& request, const StaffIdentity& staff,
                         conversations::Inbox& inbox);

}  // namespace glassjar::api

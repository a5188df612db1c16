// POST /api/inbox/{id}/lesson: what the conversation taught, in one sentence.
#pragma once

#include "api/identity.h"
#include "conversations/inbox.h"
#include "net/http.h"

namespace glassjar::api {

net::Response inbox_lesson(const net::Request& request, const StaffIdentity& staff,
                           conversations::Inbox& inbox);

}  // namespace glassjar::api

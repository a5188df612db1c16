// GET /api/sites/{host}/lessons: what customers taught on a site, for its pages' rows.
#pragma once

#include "conversations/inbox.h"
#include "net/http.h"
#include "sites/directory.h"

namespace glassjar::api {

net::Response conversations_lessons(const net::Request& request, const sites::Directory& sites,
                                    conversations::Inbox& inbox);

}  // namespace glassjar::api

// POST /api/jar/pages: the person's own event rows, page by page.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_pages(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

// POST /api/jar/download: everything that is held, as one ZIP file.
#pragma once

#include "api/person_side.h"

namespace glassjar::api {

net::Response jar_download(const net::Request& request, PersonSide& side);

}  // namespace glassjar::api

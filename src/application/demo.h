// Demo: the site, the staff and the made-up history that `--demo` serves.
#pragma once

#include "api/identity.h"
#include "application/options.h"
#include "application/rooms.h"
#include "base/result.h"

namespace glassjar {

// Makes the demo's site (host "localhost", floor 1) and staff if they are not there, and on the
// first start eight weeks of made-up visits that end yesterday. Returns the staff for whom
// everybody is taken who looks in.
Result<api::StaffIdentity> set_up_demo(Rooms& rooms, const Options& options, const Clock& clock,
                                       Random& random);

}  // namespace glassjar

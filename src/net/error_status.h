// The one table from the errors of rooms to statuses of HTTP.
#pragma once

#include "base/result.h"

namespace glassjar::net {

// What is ours to mend is 500, whatever it is.
int status_of(ErrorCode code);

}  // namespace glassjar::net

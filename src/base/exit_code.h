// How a program ends, for the scripts that call it.
#pragma once

#include "base/result.h"

namespace glassjar {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitWrongUse = 2;

// InvalidArgument is wrong use, all else a failure.
constexpr int exit_code_of(ErrorCode code) {
  return code == ErrorCode::InvalidArgument ? kExitWrongUse : kExitFailed;
}

}  // namespace glassjar

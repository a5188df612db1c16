// LOG: one line a fact on standard error, or in the file named by the configuration.
//
// Never pass an address, a user agent, a cookie, a token or a person's words to it.
#pragma once

#include <spdlog/spdlog.h>

#include <string>

#include "base/result.h"

namespace glassjar {

// Lines below this level are left out: trace, debug, info, warn, error.
Result<void> set_up_log(const std::string& level);

}  // namespace glassjar

// LOG(info, "loaded {} events", n)
#define LOG(level, ...) ::spdlog::level(__VA_ARGS__)

// CHECK: for programmer errors only. It aborts in every build, so it is never used for input.
#pragma once

namespace glassjar {

// Prints the failed condition with its place to standard error, then aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace glassjar

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::glassjar::check_failed(#condition, __FILE__, __LINE__))

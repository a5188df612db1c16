// The failing end of CHECK.
#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace glassjar {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: CHECK failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace glassjar

// A fast checksum of large content: XXH64,
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
#pragma once

#include <cstdint>
#include <string_view>

namespace glassjar::filters {

// Seed 0. It finds damage and changed files, not forgery.
uint64_t checksum(std::string_view bytes);

}  // namespace glassjar::filters

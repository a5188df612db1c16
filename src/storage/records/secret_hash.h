// What is kept of a secret: enough to know it again, nothing to use.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace glassjar::storage {

using SecretHash = std::array<uint8_t, 32>;

// SHA-256: enough for secrets of full entropy, which nobody can guess.
SecretHash hash_of_secret(std::string_view secret);

}  // namespace glassjar::storage

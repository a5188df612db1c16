// Values of Chromium's cookies, encrypted on Linux with a key that is no secret (`v10`) or with one
// from the person's keyring (`v11`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace glassjar::browsers::chromium {

// Decrypts `v10`: AES-128-CBC under PBKDF2-HMAC-SHA1("peanuts", "saltysalt", 1). Absent for `v11`
// and everything else.
std::optional<std::string> decrypt_v10(std::string_view encrypted);

// A cookie's value: what stands after SHA-256 of the host that newer databases put before it.
// Absent where the hash is another's.
std::optional<std::string> cookie_value(std::string_view encrypted, std::string_view host_key,
                                        int64_t database_version);

// The size of a value that cannot be read, to within the cipher's padding.
uint64_t encrypted_value_bytes(std::string_view encrypted, int64_t database_version);

}  // namespace glassjar::browsers::chromium

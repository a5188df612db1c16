// Making and hashing of secrets.
#include "accounts/secret.h"

#include <sodium.h>

#include "base/encoding.h"

namespace glassjar::accounts {

std::string new_secret(Random& random, std::string_view prefix) {
  const auto raw = random.bytes<32>();
  return std::string(prefix) + to_base64url(raw);
}

storage::SecretHash hash_of(std::string_view secret) {
  storage::SecretHash hash{};
  const auto bytes = as_bytes(secret);
  crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
  return hash;
}

}  // namespace glassjar::accounts

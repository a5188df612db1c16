// The hash behind every stored secret (libsodium).
#include "storage/records/secret_hash.h"

#include <sodium.h>

namespace glassjar::storage {

SecretHash hash_of_secret(std::string_view secret) {
  SecretHash hash{};
  static_assert(sizeof hash == crypto_hash_sha256_BYTES);
  crypto_hash_sha256(hash.data(), reinterpret_cast<const uint8_t*>(secret.data()), secret.size());
  return hash;
}

}  // namespace glassjar::storage

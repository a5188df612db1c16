// Making of secrets.
#include "accounts/secret.h"

#include "base/encoding.h"

namespace glassjar::accounts {

std::string new_secret(Random& random, std::string_view prefix) {
  const auto raw = random.bytes<32>();
  return std::string(prefix) + to_base64url(raw);
}

}  // namespace glassjar::accounts

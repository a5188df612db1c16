// By OpenSSL's EVP_MAC; the keyed context is copied for each value, which spares two of four
// blocks.
#include "cookies/keyed_hash.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstring>

#include "base/check.h"

namespace glassjar::cookies {

struct KeyedHash::State {
  EVP_MAC* mac = nullptr;
  EVP_MAC_CTX* keyed = nullptr;
};

void KeyedHash::Delete::operator()(State* state) const {
  EVP_MAC_CTX_free(state->keyed);
  EVP_MAC_free(state->mac);
  delete state;
}

KeyedHash::KeyedHash(const LocalKey& key) : state_(new State) {
  state_->mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  CHECK(state_->mac != nullptr);
  state_->keyed = EVP_MAC_CTX_new(state_->mac);
  CHECK(state_->keyed != nullptr);
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end()};
  CHECK(EVP_MAC_init(state_->keyed, key.data(), key.size(), parameters) == 1);
}

ValueDigest KeyedHash::operator()(std::string_view value) {
  EVP_MAC_CTX* const context = EVP_MAC_CTX_dup(state_->keyed);
  CHECK(context != nullptr);
  ValueDigest out{};
  size_t length = 0;
  const bool done =
      EVP_MAC_update(context, reinterpret_cast<const uint8_t*>(value.data()), value.size()) == 1 &&
      EVP_MAC_final(context, out.data(), &length, out.size()) == 1 && length == out.size();
  EVP_MAC_CTX_free(context);
  CHECK(done);
  return out;
}

uint64_t KeyedHash::short_of(std::string_view value) {
  const ValueDigest digest = (*this)(value);
  uint64_t out = 0;
  for (size_t i = 0; i < sizeof out; ++i) out |= uint64_t{digest[i]} << (8 * i);
  return out;
}

}  // namespace glassjar::cookies

// Sealing by libsodium. Layout: version byte 1, nonce of 24 bytes, ciphertext with its tag of 16.
#include "access_log/sealed_text.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"

namespace glassjar::access_log {
namespace {

constexpr uint8_t kVersion = 1;
constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t kHeadBytes = 1 + kNonceBytes;
static_assert(std::tuple_size_v<storage::DataKey> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

}  // namespace

std::vector<uint8_t> seal(const storage::DataKey& key, std::string_view text,
                          std::string_view place, Random& random) {
  std::vector<uint8_t> sealed(kHeadBytes + text.size() + kTagBytes);
  sealed[0] = kVersion;
  random.fill(std::span(sealed).subspan(1, kNonceBytes));
  const int failed = crypto_aead_xchacha20poly1305_ietf_encrypt(
      sealed.data() + kHeadBytes, nullptr, bytes_of(text), text.size(), bytes_of(place),
      place.size(), nullptr, sealed.data() + 1, key.data());
  CHECK(failed == 0);
  return sealed;
}

Result<std::string> unseal(const storage::DataKey& key, std::span<const uint8_t> sealed,
                           std::string_view place) {
  if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kVersion)
    return fail(ErrorCode::DataLoss, "unseal {}: not sealed text", place);
  std::string text(sealed.size() - kHeadBytes - kTagBytes, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<uint8_t*>(text.data()), nullptr, nullptr, sealed.data() + kHeadBytes,
      sealed.size() - kHeadBytes, bytes_of(place), place.size(), sealed.data() + 1, key.data());
  if (failed != 0)
    return fail(ErrorCode::DataLoss, "unseal {}: it is not what was sealed there", place);
  return text;
}

}  // namespace glassjar::access_log

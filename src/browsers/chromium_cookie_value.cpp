// Decryption by OpenSSL (components/os_crypt/sync/os_crypt_linux.cc).
#include "browsers/chromium_cookie_value.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/encoding.h"

namespace glassjar::browsers::chromium {
namespace {

constexpr std::string_view kVersion10 = "v10";
constexpr size_t kPrefixBytes = 3;
constexpr size_t kBlockBytes = 16;
// The first version of the database in which values begin with the hash of their host.
constexpr int64_t kHostHashVersion = 24;

using Block = std::array<uint8_t, kBlockBytes>;

Block fixed_key() {
  constexpr std::string_view kPassword = "peanuts";
  constexpr std::string_view kSalt = "saltysalt";
  Block key{};
  PKCS5_PBKDF2_HMAC_SHA1(kPassword.data(), static_cast<int>(kPassword.size()),
                         as_bytes(kSalt).data(), static_cast<int>(kSalt.size()), /*iter=*/1,
                         static_cast<int>(key.size()), key.data());
  return key;
}

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

}  // namespace

std::optional<std::string> decrypt_v10(std::string_view encrypted) {
  if (!encrypted.starts_with(kVersion10)) return std::nullopt;
  encrypted.remove_prefix(kPrefixBytes);
  if (encrypted.empty() || encrypted.size() % kBlockBytes != 0 || encrypted.size() > 1 << 24)
    return std::nullopt;
  static const Block key = fixed_key();
  Block vector{};
  vector.fill(' ');
  const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
  std::string plain(encrypted.size() + kBlockBytes, '\0');
  auto* out = reinterpret_cast<uint8_t*>(plain.data());
  int bytes = 0;
  int last_bytes = 0;
  const bool decrypted = EVP_DecryptInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, key.data(),
                                            vector.data()) == 1 &&
                         EVP_DecryptUpdate(context.get(), out, &bytes, as_bytes(encrypted).data(),
                                           static_cast<int>(encrypted.size())) == 1 &&
                         EVP_DecryptFinal_ex(context.get(), out + bytes, &last_bytes) == 1;
  if (!decrypted) return std::nullopt;
  plain.resize(static_cast<size_t>(bytes) + static_cast<size_t>(last_bytes));
  return plain;
}

std::optional<std::string> cookie_value(std::string_view encrypted, std::string_view host_key,
                                        int64_t database_version) {
  std::optional<std::string> plain = decrypt_v10(encrypted);
  if (!plain || database_version < kHostHashVersion) return plain;
  std::array<uint8_t, SHA256_DIGEST_LENGTH> hash{};
  SHA256(as_bytes(host_key).data(), host_key.size(), hash.data());
  if (!std::string_view(*plain).starts_with(as_text(hash))) return std::nullopt;
  return plain->substr(hash.size());
}

uint64_t encrypted_value_bytes(std::string_view encrypted, int64_t database_version) {
  const size_t around =
      kPrefixBytes + (database_version < kHostHashVersion ? 0 : SHA256_DIGEST_LENGTH);
  // One byte of padding at least.
  return encrypted.size() - std::min(encrypted.size(), around + 1);
}

}  // namespace glassjar::browsers::chromium

// Decryption by OpenSSL, in the steps of Chromium's own:
// https://source.chromium.org/chromium/chromium/src/+/main:components/os_crypt/sync/os_crypt_linux.cc
#include "browsers/chromium_cookie_value.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <memory>

#include "base/encoding.h"
#include "browser_files/text_forms.h"

namespace glassjar::browsers::chromium {
namespace {

using cookies::Unread;

constexpr std::string_view kVersion10 = "v10";
constexpr std::string_view kVersion11 = "v11";
constexpr std::string_view kVersion12 = "v12";
constexpr size_t kPrefixBytes = 3;
constexpr size_t kBlockBytes = 16;
constexpr size_t kEncryptedBytesMax = 1 << 24;
// The first version of the database in which values begin with the hash of their host.
constexpr int64_t kHostHashVersion = 24;

using Block = std::array<uint8_t, kBlockBytes>;

void derive_key(std::string_view password, Block& key) {
  constexpr std::string_view kSalt = "saltysalt";
  PKCS5_PBKDF2_HMAC_SHA1(password.data(), static_cast<int>(password.size()), as_bytes(kSalt).data(),
                         static_cast<int>(kSalt.size()), /*iter=*/1, static_cast<int>(key.size()),
                         key.data());
}

Block key_of(std::string_view no_secret) {
  Block key{};
  derive_key(no_secret, key);
  return key;
}

const Block& fixed_key() {
  static const Block key = key_of("peanuts");
  return key;
}

// Some browsers took an empty password from KWallet: https://crbug.com/1195256
const Block& empty_key() {
  static const Block key = key_of("");
  return key;
}

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// What follows the prefix, decrypted. Absent where the padding shows that the key is wrong, which
// one wrong key in 256 gets past.
std::optional<std::string> decrypt(std::string_view encrypted, const Block& key) {
  encrypted.remove_prefix(std::min(encrypted.size(), kPrefixBytes));
  if (encrypted.empty() || encrypted.size() % kBlockBytes != 0 ||
      encrypted.size() > kEncryptedBytesMax)
    return std::nullopt;
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

// RFC 6265bis, 5.6, step 1: a cookie with a control character other than a tab is never stored.
bool is_cookie_text(std::string_view text) {
  const auto is_control = [](char c) {
    return (static_cast<uint8_t>(c) < ' ' && c != '\t') || c == '\x7f';
  };
  return std::none_of(text.begin(), text.end(), is_control) && browser_files::is_utf8(text);
}

enum class Certainty { KnownKey, TriedKey };

std::optional<std::string> value_under(const Block& key, Certainty certainty,
                                       std::string_view encrypted, std::string_view host_key,
                                       int64_t version) {
  std::optional<std::string> plain = decrypt(encrypted, key);
  if (!plain) return std::nullopt;
  if (version < kHostHashVersion) {
    if (certainty == Certainty::TriedKey && !is_cookie_text(*plain)) return std::nullopt;
    return plain;
  }
  std::array<uint8_t, SHA256_DIGEST_LENGTH> hash{};
  SHA256(as_bytes(host_key).data(), host_key.size(), hash.data());
  if (!std::string_view(*plain).starts_with(as_text(hash))) return std::nullopt;
  return plain->substr(hash.size());
}

CookieValue value_or(std::optional<std::string> value, Unread why_not) {
  const Unread unread = value ? Unread::No : why_not;
  return {std::move(value), unread};
}

}  // namespace

std::optional<std::string> decrypt_v10(std::string_view encrypted) {
  if (!encrypted.starts_with(kVersion10)) return std::nullopt;
  return decrypt(encrypted, fixed_key());
}

CookieKeys::CookieKeys(std::string_view browser, Keyring& keyring)
    : browser_(browser), keyring_(keyring) {
  // Once and for all: a vector that grew would leave keys behind unwiped.
  keys_.reserve(kKeysMax);
}

CookieKeys::~CookieKeys() {
  for (Key& key : keys_) OPENSSL_cleanse(key.data(), key.size());
}

CookieValue CookieKeys::read(std::string_view encrypted, std::string_view host_key,
                             int64_t database_version) {
  if (encrypted.starts_with(kVersion10)) return read_v10(encrypted, host_key, database_version);
  if (encrypted.starts_with(kVersion11)) return read_v11(encrypted, host_key, database_version);
  const bool is_portals = encrypted.starts_with(kVersion12);
  return {.value = {}, .unread = is_portals ? Unread::PortalKey : Unread::UnknownForm};
}

CookieValue CookieKeys::read_v10(std::string_view encrypted, std::string_view host_key,
                                 int64_t version) {
  auto value = value_under(fixed_key(), Certainty::KnownKey, encrypted, host_key, version);
  if (!value) value = value_under(empty_key(), Certainty::TriedKey, encrypted, host_key, version);
  return value_or(std::move(value), Unread::UnknownForm);
}

CookieValue CookieKeys::read_v11(std::string_view encrypted, std::string_view host_key,
                                 int64_t version) {
  const auto tried = [&](const Key& key) {
    return value_under(key, Certainty::TriedKey, encrypted, host_key, version);
  };
  for (const Key& key : keys_)
    if (auto value = tried(key)) return value_or(std::move(value), Unread::No);
  std::optional<std::string> value = tried(empty_key());
  if (value || asked_) {
    const bool was_offered = answer_ == Unread::No;
    return value_or(std::move(value), was_offered ? Unread::NotInKeyring : answer_);
  }
  asked_ = true;
  answer_ = keyring_.offer(browser_, [&](std::string_view password) {
    if (keys_.size() == kKeysMax) return false;
    keys_.emplace_back();
    derive_key(password, keys_.back());
    value = tried(keys_.back());
    return value.has_value();
  });
  return value_or(std::move(value), answer_ == Unread::No ? Unread::NotInKeyring : answer_);
}

uint64_t encrypted_value_bytes(std::string_view encrypted, int64_t database_version) {
  const size_t around =
      kPrefixBytes + (database_version < kHostHashVersion ? 0 : SHA256_DIGEST_LENGTH);
  // One byte of padding at least.
  return encrypted.size() - std::min(encrypted.size(), around + 1);
}

}  // namespace glassjar::browsers::chromium

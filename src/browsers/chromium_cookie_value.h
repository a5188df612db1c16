// Values of Chromium's cookies, encrypted on Linux with a key that is no secret (`v10`) or with one
// from the person's keyring (`v11`).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "browsers/keyring.h"
#include "cookies/item.h"

namespace glassjar::browsers::chromium {

// Decrypts `v10`: AES-128-CBC under PBKDF2-HMAC-SHA1("peanuts", "saltysalt", 1). Absent for `v11`
// and everything else.
std::optional<std::string> decrypt_v10(std::string_view encrypted);

struct CookieValue {
  std::optional<std::string> value;
  cookies::Unread unread = cookies::Unread::No;  // No where there is a value
};

// The keys of one profile's cookies. `v11` is `v10` with the password that the browser keeps in the
// person's keyring, which is asked once, at the first value that no other key opens.
class CookieKeys {
 public:
  // `browser` as Profile names it; both outlive the keys.
  CookieKeys(std::string_view browser, Keyring& keyring);
  CookieKeys(const CookieKeys&) = delete;
  CookieKeys& operator=(const CookieKeys&) = delete;
  ~CookieKeys();

  // A cookie's value as the site gave it: what stands after SHA-256 of the host that databases from
  // version 24 on put before it. A key that is not certain must give that hash, or in older
  // databases text without control characters: never garbage.
  CookieValue read(std::string_view encrypted, std::string_view host_key, int64_t database_version);

 private:
  static constexpr size_t kKeyBytes = 16;
  static constexpr size_t kKeysMax = 8;
  using Key = std::array<uint8_t, kKeyBytes>;

  CookieValue read_v10(std::string_view encrypted, std::string_view host_key, int64_t version);
  CookieValue read_v11(std::string_view encrypted, std::string_view host_key, int64_t version);

  std::string_view browser_;
  Keyring& keyring_;
  std::vector<Key> keys_;  // those that the keyring offered, at most kKeysMax; wiped at the end
  bool asked_ = false;
  cookies::Unread answer_ = cookies::Unread::No;
};

// The size of a value that cannot be read, to within the cipher's padding.
uint64_t encrypted_value_bytes(std::string_view encrypted, int64_t database_version);

}  // namespace glassjar::browsers::chromium

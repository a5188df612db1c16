// Values of cookies under each key: of ours and of a keyring, never under a wrong one.
#include "browsers/chromium_cookie_value.h"

#include <gtest/gtest.h>

#include "browser_files/bytes_of_hex.h"

namespace glassjar::browsers::chromium {
namespace {

using browser_files::bytes_of_hex;
using cookies::Unread;

// "secret of example" of .example.org, after the host's hash; "old value", without.
const std::string kHashed10 = bytes_of_hex(
    "763130997a768d3761d0d1794ad96ed756c2d2e579b437c49fef1635f87eaa2a88d73ad28a7a47ad6d2e54b83a3710"
    "e2f0e12a5bab299788a530bc12a3c3b1301dad1b");
const std::string kOld10 = bytes_of_hex("763130e8dd0f3c3e6fe72aaf5f92c4f7f56601");

// The same under the password "correct horse", made by Python's hashlib and OpenSSL's program:
//   KEY=$(python3 -c 'import hashlib; print(hashlib.pbkdf2_hmac("sha1", b"correct horse",
//         b"saltysalt", 1, 16).hex())')
//   { printf .example.org | openssl sha256 -binary; printf 'secret of example'; } |
//     openssl enc -aes-128-cbc -K $KEY -iv 20202020202020202020202020202020 | xxd -p
const std::string kPassword = "correct horse";
const std::string kHashed11 = bytes_of_hex(
    "763131b5c43799add291872541eacb0175693dd8f328a9b9c00ab4d42b4b2b138f10b41aa48069ddfc3f01e0bf8c43"
    "19efb9e88cc0bc2ef07a3042f767b80a6615a8b2");
const std::string kOld11 = bytes_of_hex("7631313eeae3997ba739e05e9a4b6928cd449e");
// Under it the padding of kOld11 is right by chance: fifteen bytes that are no text.
const std::string kUnluckyPassword = "wrong991";
// "of no password" of .example.org, under the empty password.
const std::string kEmpty11 = bytes_of_hex(
    "7631314daa9fcdf25c8f3b923abf8ad5dd1585694612bf9c631900a4f4f59518f584393f6efba8ac76c3774c1ee356"
    "d2bb8a85");

class FakeKeyring final : public Keyring {
 public:
  explicit FakeKeyring(std::vector<std::string> passwords, Unread otherwise = Unread::NotInKeyring)
      : passwords_(std::move(passwords)), otherwise_(otherwise) {}

  Unread offer(std::string_view browser, const Takes& takes) override {
    ++asked;
    EXPECT_EQ(browser, "Chrome");
    for (const std::string& each : passwords_)
      if (takes(each)) return Unread::No;
    return otherwise_;
  }

  int asked = 0;

 private:
  std::vector<std::string> passwords_;
  Unread otherwise_;
};

CookieValue read(std::string_view encrypted, Keyring& keyring, int64_t version = 24,
                 std::string_view host = ".example.org") {
  return CookieKeys("Chrome", keyring).read(encrypted, host, version);
}

TEST(ChromiumCookieValue, is_decrypted_with_the_key_that_is_no_secret) {
  FakeKeyring keyring({});
  EXPECT_EQ(read(kHashed10, keyring).value, "secret of example");
  EXPECT_EQ(read(kOld10, keyring, 23).value, "old value");
  EXPECT_EQ(keyring.asked, 0);
}

TEST(ChromiumCookieValue, of_another_host_or_no_cipher_is_absent) {
  FakeKeyring keyring({kPassword});
  EXPECT_FALSE(read(kHashed10, keyring, 24, "other.org").value);
  EXPECT_FALSE(read(kHashed11, keyring, 24, "other.org").value);
  for (const std::string_view broken : {"", "v10", "v11", "v10short", "v11short", "plain"}) {
    const CookieValue value = read(broken, keyring);
    EXPECT_FALSE(value.value) << broken;
    EXPECT_NE(value.unread, Unread::No) << broken;
  }
  EXPECT_FALSE(decrypt_v10("v10short"));
  EXPECT_FALSE(decrypt_v10(kOld11));
  EXPECT_EQ(encrypted_value_bytes(kHashed10, 24), 31U);
  EXPECT_EQ(encrypted_value_bytes("v11", 24), 0U);
}

TEST(ChromiumCookieValue, is_decrypted_with_the_keyrings_password) {
  FakeKeyring keyring({kPassword});
  const CookieValue hashed = read(kHashed11, keyring);
  EXPECT_EQ(hashed.value, "secret of example");
  EXPECT_EQ(hashed.unread, Unread::No);
  EXPECT_EQ(read(kOld11, keyring, 23).value, "old value");
}

TEST(ChromiumCookieValue, a_wrong_password_gives_nothing_even_where_the_padding_fits) {
  FakeKeyring keyring({"wrong", kUnluckyPassword});
  for (const int64_t version : {23, 24}) {
    const CookieValue value = read(kOld11, keyring, version);
    EXPECT_FALSE(value.value) << *value.value;
    EXPECT_EQ(value.unread, Unread::NotInKeyring);
  }
  EXPECT_FALSE(read(kHashed11, keyring).value);
}

TEST(ChromiumCookieValue, the_password_that_fits_is_found_among_others) {
  FakeKeyring keyring({"wrong", kUnluckyPassword, kPassword});
  EXPECT_EQ(read(kOld11, keyring, 23).value, "old value");
}

TEST(ChromiumCookieValue, the_keyring_is_asked_once_a_profile) {
  FakeKeyring keyring({kPassword});
  CookieKeys keys("Chrome", keyring);
  EXPECT_EQ(keys.read(kHashed11, ".example.org", 24).value, "secret of example");
  EXPECT_EQ(keys.read(kHashed11, ".example.org", 24).value, "secret of example");
  const CookieValue damaged = keys.read(kOld11, ".example.org", 24);
  EXPECT_EQ(damaged.unread, Unread::NotInKeyring);
  EXPECT_EQ(keyring.asked, 1);
  FakeKeyring locked({}, Unread::KeyringLocked);
  CookieKeys without("Chrome", locked);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(without.read(kHashed11, ".example.org", 24).unread, Unread::KeyringLocked);
  EXPECT_EQ(locked.asked, 1);
}

TEST(ChromiumCookieValue, a_password_offered_for_a_damaged_value_opens_the_next) {
  FakeKeyring keyring({kPassword});
  CookieKeys keys("Chrome", keyring);
  EXPECT_FALSE(keys.read(kHashed11.substr(0, 35), ".example.org", 24).value);
  EXPECT_EQ(keys.read(kHashed11, ".example.org", 24).value, "secret of example");
}

TEST(ChromiumCookieValue, an_empty_password_needs_no_keyring) {
  FakeKeyring keyring({}, Unread::NoKeyring);
  EXPECT_EQ(read(kEmpty11, keyring).value, "of no password");
  EXPECT_EQ(keyring.asked, 0);
}

TEST(ChromiumCookieValue, more_passwords_than_a_keyring_holds_are_not_tried) {
  std::vector<std::string> many(100, "wrong");
  many.push_back(kPassword);
  FakeKeyring keyring(many);
  EXPECT_EQ(read(kHashed11, keyring).unread, Unread::NotInKeyring);
}

TEST(ChromiumCookieValue, without_the_key_it_says_whose_key_it_is) {
  EXPECT_EQ(read(kHashed11, no_keyring()).unread, Unread::NoKeyring);
  EXPECT_EQ(read("v12" + kHashed11.substr(3), no_keyring()).unread, Unread::PortalKey);
  EXPECT_EQ(read("v20" + kHashed11.substr(3), no_keyring()).unread, Unread::UnknownForm);
}

}  // namespace
}  // namespace glassjar::browsers::chromium

// By OpenSSL's EVP_MD, fetched once: a fetch for every text would cost more than the digest.
#include "cookies/plain_digest.h"

#include <openssl/evp.h>

#include <algorithm>

#include "base/check.h"

namespace glassjar::cookies {

struct PlainDigest::State {
  std::array<EVP_MD*, kDigestKinds.size()> kinds{};
  EVP_MD_CTX* context = nullptr;
};

void PlainDigest::Delete::operator()(State* state) const {
  for (EVP_MD* kind : state->kinds) EVP_MD_free(kind);
  EVP_MD_CTX_free(state->context);
  delete state;
}

PlainDigest::PlainDigest() : state_(new State) {
  for (size_t i = 0; i < kDigestKinds.size(); ++i)
    state_->kinds[i] = EVP_MD_fetch(nullptr, kDigestKinds[i].name, nullptr);
  state_->context = EVP_MD_CTX_new();
  CHECK(state_->context != nullptr);
}

std::string_view PlainDigest::hex(size_t kind, std::string_view text) {
  std::array<uint8_t, EVP_MAX_MD_SIZE> bytes{};
  unsigned length = 0;
  if (state_->kinds[kind] == nullptr ||
      EVP_DigestInit_ex2(state_->context, state_->kinds[kind], nullptr) != 1 ||
      EVP_DigestUpdate(state_->context, text.data(), text.size()) != 1 ||
      EVP_DigestFinal_ex(state_->context, bytes.data(), &length) != 1)
    return {};
  CHECK(length * 2 <= hex_.size());
  for (size_t i = 0; i < length; ++i) {
    hex_[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
    hex_[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
  }
  return {hex_.data(), length * 2};
}

std::optional<size_t> digest_kind_of(std::string_view text) {
  for (size_t kind = 0; kind < kDigestKinds.size(); ++kind)
    if (text.size() == kDigestKinds[kind].hex_digits &&
        std::all_of(text.begin(), text.end(),
                    [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }))
      return kind;
  return std::nullopt;
}

}  // namespace glassjar::cookies

// Unkeyed digests in hexadecimal, as sites make of identifiers before they hand them on.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace glassjar::cookies {

struct DigestKind {
  const char* name;  // OpenSSL's
  size_t hex_digits;
};
inline constexpr std::array kDigestKinds = {DigestKind{"MD5", 32}, DigestKind{"SHA1", 40},
                                            DigestKind{"SHA256", 64}};

// The index into kDigestKinds of which a text has the form (lower-case hexadecimal digits).
std::optional<size_t> digest_kind_of(std::string_view text);

// Not for several threads.
class PlainDigest {
 public:
  PlainDigest();
  // Lower case; valid until the next call. Empty where the system's policy forbids this digest.
  std::string_view hex(size_t kind, std::string_view text);

 private:
  struct State;
  struct Delete {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Delete> state_;
  std::array<char, 64> hex_{};
};

}  // namespace glassjar::cookies

// Secrets handed out once (links, sign-ins, tokens): how they are made and what is stored of them.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"
#include "storage/records/staff.h"

namespace glassjar::accounts {

// 256 random bits as base64url, 43 characters, behind a prefix that tells people and secret
// scanners what they found: "gj_token_…".
std::string new_secret(Random& random, std::string_view prefix);

// SHA-256: enough for secrets of full entropy, which nobody can guess.
storage::SecretHash hash_of(std::string_view secret);

}  // namespace glassjar::accounts

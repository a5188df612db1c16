// Secrets handed out once (links, sign-ins, tokens): how they are made and what is stored of them.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace glassjar::accounts {

// 256 random bits as base64url, 43 characters, behind a prefix that tells people and secret
// scanners what they found: "gj_token_…".
std::string new_secret(Random& random, std::string_view prefix);

}  // namespace glassjar::accounts

// Jar keys: how a browser's cookie opens a jar, and how jars and keys are made.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "consent/remembered.h"
#include "storage/records/record_store.h"

namespace glassjar::consent {

// "This visit" on a shared computer: the cookie ends with the browser, the server forgets a day
// later. Thirteen months is the longest a choice may be kept unasked, and under the 400 days
// that browsers allow a cookie.
constexpr hours kVisitKept{24};
constexpr days kMonthKept{30};
constexpr days kThirteenMonths{395};

// "visit", "30d", "13m".
std::string_view name(storage::KeepFor keep_for);
std::optional<storage::KeepFor> keep_for_named(std::string_view name);
seconds duration_of(storage::KeepFor keep_for);

// What a browser must be told to hold from now on.
struct IssuedKey {
  std::string secret;  // 256 random bits, base64url; stored nowhere
  storage::KeepFor keep_for = storage::KeepFor::Visit;
  storage::SecretHash hash{};
};

struct OpenJar {
  storage::Jar jar;
  storage::JarKey key;
};

// The jar that the cookie opens; none for an unknown, revoked or expired key or jar.
Result<std::optional<OpenJar>> open_by_cookie(storage::Transaction& records,
                                              std::string_view jar_cookie, TimePoint now);
// A new jar that does not remember page views.
Result<storage::Jar> make_jar(storage::Transaction& records, model::OwnerId owner,
                              storage::KeepFor keep_for, Random& random, TimePoint now);
// A new key to the jar, good until the jar expires.
Result<IssuedKey> issue_key(storage::Transaction& records, const storage::Jar& jar, Random& random,
                            TimePoint now);
Result<void> revoke_key(storage::Transaction& records, const storage::JarKey& key, TimePoint now);

}  // namespace glassjar::consent

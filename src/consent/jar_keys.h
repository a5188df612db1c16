// Jar keys: how a browser's cookie opens a jar, and how jars and keys are made.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "consent/rate_limit.h"
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

// What a browser sent along: the jar cookie's value (empty without one), whether it carries the
// choice cookie that says no, and the client's address, which is only ever counted.
struct Browser {
  std::string jar_cookie;
  bool said_no = false;
  std::string address;
};

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
// A new key to the jar, good until the jar expires.
Result<IssuedKey> issue_key(storage::Transaction& records, const storage::Jar& jar, Random& random,
                            TimePoint now);
Result<void> revoke_key(storage::Transaction& records, const storage::JarKey& key, TimePoint now);

// Makes jars, so many an hour for one network: a program cannot fill the database with them.
class NewJars {
 public:
  static constexpr uint16_t kPerHour = 300;
  // Both outlive the object.
  NewJars(const Clock& clock, Random& random, uint16_t per_hour = kPerHour)
      : clock_(clock), random_(random), limit_(per_hour, clock, random) {}

  // A new jar that does not remember page views. ResourceExhausted over the limit. The address is
  // counted by keyed hash in memory and stored nowhere.
  Result<storage::Jar> make(storage::Transaction& records, model::OwnerId owner,
                            storage::KeepFor keep_for, std::string_view address);

 private:
  const Clock& clock_;
  Random& random_;
  RateLimit limit_;
};

}  // namespace glassjar::consent

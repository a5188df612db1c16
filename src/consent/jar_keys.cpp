// Opening jars by cookie, and making jars and keys.
#include "consent/jar_keys.h"

#include "base/check.h"
#include "base/encoding.h"

namespace glassjar::consent {
namespace {

// Far beyond any cookie of ours; keeps hostile ones from being hashed.
constexpr size_t kCookieBytesMax = 128;

}  // namespace

std::string_view name(storage::KeepFor keep_for) {
  switch (keep_for) {
    case storage::KeepFor::Visit:
      return "visit";
    case storage::KeepFor::Days30:
      return "30d";
    case storage::KeepFor::Months13:
      return "13m";
  }
  CHECK(false);
}

std::optional<storage::KeepFor> keep_for_named(std::string_view name) {
  if (name == "visit") return storage::KeepFor::Visit;
  if (name == "30d") return storage::KeepFor::Days30;
  if (name == "13m") return storage::KeepFor::Months13;
  return std::nullopt;
}

seconds duration_of(storage::KeepFor keep_for) {
  switch (keep_for) {
    case storage::KeepFor::Visit:
      return kVisitKept;
    case storage::KeepFor::Days30:
      return kMonthKept;
    case storage::KeepFor::Months13:
      return kThirteenMonths;
  }
  CHECK(false);
}

Result<std::optional<OpenJar>> open_by_cookie(storage::Transaction& records,
                                              std::string_view jar_cookie, TimePoint now) {
  std::optional<OpenJar> open;
  if (jar_cookie.empty() || jar_cookie.size() > kCookieBytesMax) return open;
  const auto key = TRY(records.jars().key(storage::hash_of_secret(jar_cookie)));
  if (!key || key->expires <= now) return open;
  const auto jar = TRY(records.jars().by_id(key->jar));
  if (jar && jar->expires > now) open = OpenJar{*jar, *key};
  return open;
}

Result<storage::Jar> NewJars::make(storage::Transaction& records, model::OwnerId owner,
                                   storage::KeepFor keep_for, std::string_view address) {
  if (!limit_.allow(address_prefix(address)))
    return fail(ErrorCode::ResourceExhausted, "make a jar: too many from one network, try later");
  const TimePoint now = clock_.now();
  storage::Jar jar{.owner = owner,
                   .created = now,
                   .keep_for = keep_for,
                   .expires = now + duration_of(keep_for),
                   .visitor_key = random_.bytes<16>()};
  jar.id = TRY(records.jars().add(jar));
  return jar;
}

Result<IssuedKey> issue_key(storage::Transaction& records, const storage::Jar& jar, Random& random,
                            TimePoint now) {
  const auto raw = random.bytes<32>();
  IssuedKey issued{.secret = to_base64url(raw), .keep_for = jar.keep_for};
  issued.hash = storage::hash_of_secret(issued.secret);
  TRY(records.jars().add_key(
      {.jar = jar.id, .hash = issued.hash, .created = now, .expires = jar.expires}));
  return issued;
}

Result<void> revoke_key(storage::Transaction& records, const storage::JarKey& key, TimePoint now) {
  return records.jars().update_key_expiry(key.id, now);
}

}  // namespace glassjar::consent

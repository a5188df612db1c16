// Staff and their sign-ins.
#include "accounts/staff_directory.h"

#include <sodium.h>

#include <algorithm>

#include "accounts/secret.h"
#include "base/ascii.h"

namespace glassjar::accounts {
namespace {

constexpr model::OwnerId kFirstOwner{1};
constexpr size_t kEmailBytesMax = 254;  // RFC 5321 section 4.5.3.1.3
constexpr int kWrongPasswordsMax = 5;
constexpr minutes kGuessingPause{15};
constexpr size_t kAttemptsKept = 10'000;

// One '@' with something printable on both sides: the link itself proves the rest.
Result<std::string> normal_email(std::string_view text) {
  const std::string email = lowered(text);
  const size_t at = email.find('@');
  const bool printable =
      std::all_of(email.begin(), email.end(), [](char c) { return c > ' ' && c != '\x7f'; });
  if (!printable || email.size() > kEmailBytesMax || at == 0 || at == std::string::npos ||
      at + 1 == email.size() || email.find('@', at + 1) != std::string::npos)
    return fail(ErrorCode::InvalidArgument, "email: want an e-mail address, as in ada@example.org");
  return email;
}

unexpected<Error> wrong_proof() {
  return fail(ErrorCode::Unauthenticated, "sign in: wrong e-mail address or password");
}

bool verify_password(const std::string& hash, std::string_view password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace

StaffDirectory::StaffDirectory(storage::RecordStore& records, const Clock& clock, Random& random,
                               PasswordCost cost)
    : records_(records), clock_(clock), random_(random), cost_(cost) {
  CHECK(sodium_init() >= 0);
  decoy_hash_ = hash_password("nobody has this password").value_or(std::string());
}

Result<std::string> StaffDirectory::hash_password(std::string_view password) const {
  const bool cheap = cost_ == PasswordCost::Cheap;
  char hash[crypto_pwhash_STRBYTES];
  const int failed =
      crypto_pwhash_str_alg(hash, password.data(), password.size(),
                            cheap ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            cheap ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE,
                            crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return fail(ErrorCode::Unavailable, "hash a password: out of memory");
  return std::string(hash);
}

Result<std::string> StaffDirectory::invite(std::string_view email, storage::Role role) {
  const std::string address = TRY(normal_email(email));
  std::string secret = new_secret(random_, "");
  TRY(records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    storage::StaffRecords& records = transaction.staff();
    std::optional<storage::Staff> staff = TRY(records.by_email(address));
    if (!staff) {
      staff = storage::Staff{
          .owner = kFirstOwner, .email = address, .role = role, .added = clock_.now()};
      staff->id = TRY(records.add(*staff));
    } else if (staff->role != role) {
      staff->role = role;
      TRY(records.update(*staff));
    }
    return records.add_link({.hash = storage::hash_of_secret(secret),
                             .staff = staff->id,
                             .expires = clock_.now() + kLinkLifetime});
  }));
  return secret;
}

Result<BegunSignIn> StaffDirectory::begin_sign_in(storage::Transaction& transaction,
                                                  storage::Staff staff) {
  BegunSignIn begun{.secret = new_secret(random_, ""), .staff = std::move(staff)};
  TRY(transaction.staff().add_sign_in({.hash = storage::hash_of_secret(begun.secret),
                                       .staff = begun.staff.id,
                                       .began = clock_.now(),
                                       .expires = clock_.now() + kSignInLifetime}));
  return begun;
}

Result<BegunSignIn> StaffDirectory::sign_in_by_link(std::string_view link_secret) {
  std::optional<BegunSignIn> begun;
  TRY(records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    const auto link = TRY(transaction.staff().take_link(storage::hash_of_secret(link_secret)));
    // A link past its time is taken all the same: it is of no more use.
    if (!link || link->expires <= clock_.now()) return {};
    auto staff = TRY(transaction.staff().by_id(link->staff));
    if (staff) begun = TRY(begin_sign_in(transaction, *std::move(staff)));
    return {};
  }));
  if (begun) return *std::move(begun);
  return fail(ErrorCode::Unauthenticated,
              "sign in: this link was used already or is too old; ask for a new one");
}

Result<void> StaffDirectory::refuse_guessing(const std::string& email) {
  const auto attempts = attempts_.lock();
  const auto found = attempts->find(email);
  if (found == attempts->end()) return {};
  if (clock_.monotonic() - found->second.since > kGuessingPause) {
    attempts->erase(found);
    return {};
  }
  if (found->second.wrong < kWrongPasswordsMax) return {};
  return fail(ErrorCode::ResourceExhausted,
              "sign in: too many wrong passwords; wait {} minutes or use a new link",
              kGuessingPause.count());
}

void StaffDirectory::note_wrong_password(const std::string& email) {
  const auto attempts = attempts_.lock();
  // Past the bound all counters start anew: memory stays bounded, whatever is tried.
  if (attempts->size() >= kAttemptsKept) attempts->clear();
  Attempts& of_email = (*attempts)[email];
  if (of_email.wrong++ == 0) of_email.since = clock_.monotonic();
}

Result<BegunSignIn> StaffDirectory::sign_in_by_password(std::string_view email,
                                                        std::string_view password) {
  const std::string address = lowered(email.substr(0, kEmailBytesMax));
  if (password.size() > kPasswordBytesMax) return wrong_proof();
  TRY(refuse_guessing(address));
  std::optional<storage::Staff> staff;
  TRY(records_.read([&](storage::Transaction& transaction) -> Result<void> {
    staff = TRY(transaction.staff().by_email(address));
    return {};
  }));
  const bool has_password = staff && !staff->password_hash.empty();
  const bool right = verify_password(has_password ? staff->password_hash : decoy_hash_, password);
  if (!right || !has_password) {
    note_wrong_password(address);
    return wrong_proof();
  }
  attempts_.lock()->erase(address);
  std::optional<BegunSignIn> begun;
  TRY(records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    begun = TRY(begin_sign_in(transaction, *std::move(staff)));
    return {};
  }));
  return *std::move(begun);
}

Result<storage::Staff> StaffDirectory::signed_in(std::string_view secret) {
  std::optional<storage::Staff> staff;
  TRY(records_.read([&](storage::Transaction& transaction) -> Result<void> {
    const auto sign_in = TRY(transaction.staff().sign_in(storage::hash_of_secret(secret)));
    if (sign_in && sign_in->expires > clock_.now())
      staff = TRY(transaction.staff().by_id(sign_in->staff));
    return {};
  }));
  if (staff) return *std::move(staff);
  return fail(ErrorCode::Unauthenticated, "sign in first");
}

Result<void> StaffDirectory::sign_out(std::string_view secret) {
  return records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    return transaction.staff().end_sign_in(storage::hash_of_secret(secret));
  });
}

Result<void> StaffDirectory::choose_password(model::StaffId id, std::string_view password) {
  if (password.size() < kPasswordBytesMin || password.size() > kPasswordBytesMax)
    return fail(ErrorCode::InvalidArgument, "password: want {} to {} characters", kPasswordBytesMin,
                kPasswordBytesMax);
  const std::string hash = TRY(hash_password(password));
  return records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    auto staff = TRY(transaction.staff().by_id(id));
    if (!staff) return fail(ErrorCode::NotFound, "choose a password: no such staff");
    staff->password_hash = hash;
    return transaction.staff().update(*staff);
  });
}

Result<void> StaffDirectory::forget_expired() {
  return records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    return transaction.staff().forget_expired(clock_.now());
  });
}

}  // namespace glassjar::accounts

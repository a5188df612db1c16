// StaffDirectory: who works for the owner, and how they sign in: first by a one-time link, then
// by e-mail address and password.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/random.h"
#include "base/result.h"
#include "storage/records/record_store.h"

namespace glassjar::accounts {

constexpr hours kLinkLifetime{72};
constexpr hours kSignInLifetime{14 * 24};
constexpr size_t kPasswordBytesMin = 10;
constexpr size_t kPasswordBytesMax = 1024;

// A sign-in that has just begun: the secret goes into the cookie and nowhere else.
struct BegunSignIn {
  std::string secret;
  storage::Staff staff;
};

class StaffDirectory {
 public:
  // How much work a password check costs; tests choose Cheap.
  enum class PasswordCost { Cheap, Interactive };

  // All outlive the object.
  StaffDirectory(storage::RecordStore& records, const Clock& clock, Random& random,
                 PasswordCost cost = PasswordCost::Interactive);

  // Adds the person, or finds them, and returns the secret of a new one-time link. The role of a
  // known one is changed to `role`. InvalidArgument for what is no e-mail address.
  Result<std::string> invite(std::string_view email, storage::Role role);

  // Unauthenticated for a link that is unknown, used or expired.
  Result<BegunSignIn> sign_in_by_link(std::string_view link_secret);
  // Unauthenticated alike for an unknown address and a wrong password, after the same work.
  // ResourceExhausted after five wrong passwords for an address within 15 minutes.
  Result<BegunSignIn> sign_in_by_password(std::string_view email, std::string_view password);
  // Who has this sign-in; Unauthenticated if nobody has.
  Result<storage::Staff> signed_in(std::string_view secret);
  Result<void> sign_out(std::string_view secret);
  // InvalidArgument for one that is too short or too long.
  Result<void> choose_password(model::StaffId staff, std::string_view password);
  // Forgets links and sign-ins past their time; now and then.
  Result<void> forget_expired();

 private:
  struct Attempts {
    int wrong = 0;
    std::chrono::steady_clock::time_point since;
  };

  Result<BegunSignIn> begin_sign_in(storage::Transaction& transaction, storage::Staff staff);
  Result<void> refuse_guessing(const std::string& email);
  void note_wrong_password(const std::string& email);
  Result<std::string> hash_password(std::string_view password) const;

  storage::RecordStore& records_;
  const Clock& clock_;
  Random& random_;
  PasswordCost cost_;
  // Verified where there is no such address, so that the answer takes as long.
  std::string decoy_hash_;
  Mutex<std::unordered_map<std::string, Attempts>> attempts_;
};

}  // namespace glassjar::accounts

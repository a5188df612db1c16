// Staff, how they sign in, and the tokens of programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"
#include "storage/records/secret_hash.h"

namespace glassjar::storage {

enum class Role : uint8_t { Owner = 0, Content = 1, Service = 2, Auditor = 3 };

struct Staff {
  model::StaffId id{};
  model::OwnerId owner{};
  std::string email;  // lower case; unique
  Role role = Role::Content;
  std::string password_hash;  // libsodium's Argon2id string; empty until chosen
  TimePoint added;
  bool operator==(const Staff&) const = default;
};

struct SignInLink {
  SecretHash hash{};
  model::StaffId staff{};
  TimePoint expires;
};

struct SignIn {
  SecretHash hash{};
  model::StaffId staff{};
  TimePoint began;
  TimePoint expires;
};

// Bits of Token::scopes.
enum Scope : uint32_t { kStatsRead = 1, kEventsWrite = 2, kAdmin = 4 };

struct Token {
  model::TokenId id{};
  model::OwnerId owner{};
  SecretHash hash{};
  uint32_t scopes = 0;
  TimePoint added;
};

class StaffRecords {
 public:
  virtual ~StaffRecords() = default;
  virtual Result<model::StaffId> add(const Staff& staff) = 0;  // Conflict: e-mail is taken
  virtual Result<void> update(const Staff& staff) = 0;
  virtual Result<std::optional<Staff>> by_email(const std::string& email) = 0;
  virtual Result<std::optional<Staff>> by_id(model::StaffId id) = 0;
  virtual Result<std::vector<Staff>> list() = 0;

  virtual Result<void> add_link(const SignInLink& link) = 0;
  // Removes it and returns it: a link works once.
  virtual Result<std::optional<SignInLink>> take_link(const SecretHash& hash) = 0;

  virtual Result<void> add_sign_in(const SignIn& sign_in) = 0;
  virtual Result<std::optional<SignIn>> sign_in(const SecretHash& hash) = 0;
  virtual Result<void> end_sign_in(const SecretHash& hash) = 0;
  virtual Result<void> forget_expired(TimePoint now) = 0;  // links and sign-ins

  virtual Result<model::TokenId> add_token(const Token& token) = 0;
  virtual Result<std::optional<Token>> token(const SecretHash& hash) = 0;
};

}  // namespace glassjar::storage

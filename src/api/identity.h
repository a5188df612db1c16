// Identity: who makes a request, as the guard found it out.
#pragma once

#include <string>

#include "model/ids.h"
#include "storage/records/staff.h"

namespace glassjar::api {

struct StaffIdentity {
  model::StaffId id{};
  model::OwnerId owner{};
  storage::Role role = storage::Role::Content;
  std::string email;
  // Signed in by link and has no password yet.
  bool must_choose_password = false;
};

struct Identity {
  enum class Kind {
    Anyone,   // no proof, or none that holds
    Staff,    // a sign-in cookie
    Token,    // Authorization: Bearer, with scopes
    Control,  // the control socket: may do all that an owner may
  };
  Kind kind = Kind::Anyone;
  StaffIdentity staff;  // of Kind::Staff
  uint32_t scopes = 0;  // of Kind::Token: bits of storage::Scope
};

}  // namespace glassjar::api

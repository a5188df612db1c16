// The staff's endpoints: inviting, signing in and out, passwords; and tokens for programs.
#pragma once

#include "accounts/staff_directory.h"
#include "accounts/tokens.h"
#include "api/identity.h"
#include "api/own_url.h"
#include "net/http.h"

namespace glassjar::api {

struct StaffDeps {
  accounts::StaffDirectory& staff;
  accounts::Tokens& tokens;
  OwnUrl own_url;
};

// POST /api/staff {"email", "role"}: 201 with the one-time link.
net::Response invite_staff(const net::Request& request, StaffDeps& deps);
// POST /api/tokens {"scopes"}: 201 with the token, shown once.
net::Response add_token(const net::Request& request, StaffDeps& deps);
// POST /api/sign-in/link {"token"} and POST /api/sign-in {"email", "password"}: the cookie.
net::Response sign_in_by_link(const net::Request& request, StaffDeps& deps);
net::Response sign_in(const net::Request& request, StaffDeps& deps);
net::Response sign_out(const net::Request& request, StaffDeps& deps);
// GET /api/me
net::Response who_am_i(const net::Request& request, const Identity& identity);
// POST /api/me/password {"password"}
net::Response choose_password(const net::Request& request, const Identity& identity,
                              StaffDeps& deps);

}  // namespace glassjar::api

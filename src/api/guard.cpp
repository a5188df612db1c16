// Who makes a request, and whether they may.
#include "api/guard.h"

#include "api/errors.h"
#include "api/reach.h"
#include "api/same_origin.h"

namespace glassjar::api {
namespace {

constexpr std::string_view kBearer = "Bearer ";

// A proxy on this machine passes on what others ask, and says so.
bool is_program_here(const net::Request& request) {
  return is_loopback(request.peer->address) && !request.has_field("X-Forwarded-For") &&
         !request.has_field("Forwarded");
}

bool may(const Allowed& allowed, const Identity& identity, const net::Request& request) {
  if (allowed.anyone) return true;
  if (allowed.loopback && is_program_here(request)) return true;
  switch (identity.kind) {
    case Identity::Kind::Control:
      return true;
    case Identity::Kind::Staff:
      return (allowed.roles & role_bit(identity.staff.role)) != 0;
    case Identity::Kind::Token:
      return (allowed.scopes & identity.scopes) != 0;
    case Identity::Kind::Anyone:
      return false;
  }
  CHECK(false);
}

// A browser's POST could have been set off by any page; programs prove themselves.
bool needs_same_origin(const net::Request& request, const Identity& identity) {
  return request.method != net::Method::Get && request.method != net::Method::Head &&
         identity.kind != Identity::Kind::Token && identity.kind != Identity::Kind::Control;
}

Error refusal(const Identity& identity) {
  if (identity.kind == Identity::Kind::Anyone)
    return {ErrorCode::Unauthenticated, "sign in, or send a token as Authorization: Bearer"};
  return {ErrorCode::Forbidden, identity.kind == Identity::Kind::Token
                                    ? "this token's scopes do not allow this"
                                    : "your role does not allow this"};
}

}  // namespace

std::string_view bearer_of(const net::Request& request) {
  const std::string_view value = request.field("Authorization");
  return value.starts_with(kBearer) ? value.substr(kBearer.size()) : std::string_view();
}

std::string_view staff_cookie_name(bool secure) { return secure ? "__Host-staff" : "staff"; }

std::string_view staff_cookie(const net::Request& request) {
  const std::string_view secure = request.cookie(staff_cookie_name(true));
  return secure.empty() ? request.cookie(staff_cookie_name(false)) : secure;
}

Identity Guard::identify(const net::Request& request) const {
  Identity identity;
  if (request.peer->is_control) {
    identity.kind = Identity::Kind::Control;
    return identity;
  }
  if (const std::string_view token = bearer_of(request); !token.empty()) {
    identity.scopes = options_.tokens.scopes_of(token);
    if (identity.scopes != 0) identity.kind = Identity::Kind::Token;
    return identity;
  }
  if (const std::string_view secret = staff_cookie(request); !secret.empty()) {
    if (auto staff = options_.staff.signed_in(secret)) {
      identity.kind = Identity::Kind::Staff;
      identity.staff = {.id = staff->id,
                        .owner = staff->owner,
                        .role = staff->role,
                        .email = staff->email,
                        .must_choose_password = staff->password_hash.empty()};
      return identity;
    }
  }
  if (options_.demo_staff) {
    identity.kind = Identity::Kind::Staff;
    identity.staff = *options_.demo_staff;
  }
  return identity;
}

bool Guard::has_scope(const net::Request& request, storage::Scope scope) const {
  const std::string_view token = bearer_of(request);
  return !token.empty() && (options_.tokens.scopes_of(token) & scope) != 0;
}

net::BlockingHandler Guard::protect(Allowed allowed, GuardedHandler handler) const {
  return [this, allowed, handler = std::move(handler)](const net::Request& request) {
    const Identity identity = identify(request);
    if (!may(allowed, identity, request)) return error_response(refusal(identity), request.id);
    if (needs_same_origin(request, identity))
      if (const Result<void> same = check_same_origin(request, options_.public_url); !same)
        return error_response(same.error(), request.id);
    return handler(request, identity);
  };
}

}  // namespace glassjar::api

// Guard: finds out who makes a request and lets it through only to who may make it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "accounts/staff_directory.h"
#include "accounts/tokens.h"
#include "api/identity.h"
#include "net/http.h"
#include "net/worker_pool.h"

namespace glassjar::api {

// Who may make a request; whoever is named by any member may. The control socket always may.
struct Allowed {
  bool anyone = false;
  // Staff of these roles; bits by storage::Role.
  uint32_t roles = 0;
  // Tokens with any of these scopes.
  uint32_t scopes = 0;
  // Programs on this machine, by the address of the connection; not what a proxy passes on.
  bool loopback = false;
};

constexpr uint32_t role_bit(storage::Role role) { return 1U << static_cast<uint32_t>(role); }
constexpr uint32_t kAllRoles = 0xF;
constexpr uint32_t kOwnerRole = role_bit(storage::Role::Owner);
constexpr uint32_t kInboxRoles = kOwnerRole | role_bit(storage::Role::Service);

// An endpoint that has been let through.
using GuardedHandler = std::function<net::Response(const net::Request&, const Identity&)>;

class Guard {
 public:
  struct Options {
    // Both outlive the guard.
    accounts::StaffDirectory& staff;
    accounts::Tokens& tokens;
    std::string public_url;
    // Everybody who is not signed in is taken for them: the demo lets anyone look.
    std::optional<StaffIdentity> demo_staff;
  };
  explicit Guard(Options options) : options_(std::move(options)) {}

  // Wraps the endpoint: refuses with 401 or 403, and a POST of a browser that does not come from
  // our own pages with 403. Blocks: for a worker.
  net::BlockingHandler protect(Allowed allowed, GuardedHandler handler) const;

  // Whether the request carries a token with that scope. Any thread; no query for known tokens.
  bool has_scope(const net::Request& request, storage::Scope scope) const;

 private:
  Identity identify(const net::Request& request) const;

  Options options_;
};

// The value of `Authorization: Bearer …`, or empty.
std::string_view bearer_of(const net::Request& request);

// The sign-in cookie's value, or empty.
std::string_view staff_cookie(const net::Request& request);

// The sign-in cookie's name, which says whether the browser must have got it over TLS.
std::string_view staff_cookie_name(bool secure);

}  // namespace glassjar::api

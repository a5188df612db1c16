// Signing in, and making links and tokens.
#include "api/staff.h"

#include <fmt/core.h>

#include <boost/json.hpp>

#include "accounts/roles.h"
#include "api/errors.h"
#include "api/guard.h"
#include "api/json_body.h"
#include "api/own_url.h"
#include "api/reach.h"

namespace glassjar::api {
namespace {

namespace json = boost::json;

constexpr size_t kEmailBytesMax = 254;
constexpr size_t kSecretBytesMax = 128;

json::object me(const StaffIdentity& staff) {
  return {{"email", staff.email},
          {"role", accounts::name(staff.role)},
          {"must_choose_password", staff.must_choose_password}};
}

// Strict: the cookie goes with no request that another site set off. HttpOnly: no script reads it.
std::string sign_in_cookie(bool https, std::string_view secret, seconds lifetime) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}",
                     staff_cookie_name(https), secret, lifetime.count(), https ? "; Secure" : "");
}

net::Response signed_in(const net::Request& request, const StaffDeps& deps,
                        const accounts::BegunSignIn& begun) {
  const StaffIdentity staff = {.id = begun.staff.id,
                               .owner = begun.staff.owner,
                               .role = begun.staff.role,
                               .email = begun.staff.email,
                               .must_choose_password = begun.staff.password_hash.empty()};
  const bool https = reach_of(request, deps.own_url.public_url).https;
  net::Response response = json_answer(200, me(staff));
  response.with("Set-Cookie", sign_in_cookie(https, begun.secret, accounts::kSignInLifetime));
  return response;
}

Result<net::Response> try_invite(const net::Request& request, StaffDeps& deps) {
  const json::object body = TRY(read_object(request.body));
  const std::string email = TRY(text_field(body, "email", kEmailBytesMax));
  const std::string role_name = TRY(text_field(body, "role", 16));
  const storage::Role role = TRY(accounts::role_named(role_name));
  const std::string secret = TRY(deps.staff.invite(email, role));
  const std::string link = fmt::format("{}/sign-in#k={}", own_url(request, deps.own_url), secret);
  return json_answer(201, json::object{{"email", email}, {"role", role_name}, {"link", link}});
}

Result<net::Response> try_add_token(const net::Request& request, StaffDeps& deps) {
  const json::object body = TRY(read_object(request.body));
  const json::value* list = body.if_contains("scopes");
  std::vector<std::string> names;
  if (list != nullptr && list->is_array())
    for (const json::value& item : list->get_array())
      if (item.is_string()) names.emplace_back(item.get_string());
  const uint32_t scopes = TRY(accounts::scopes_named(names));
  const std::string token = TRY(deps.tokens.add(scopes));
  return json_answer(201,
                     json::object{{"token", token},
                                  {"scopes", json::value_from(accounts::names_of_scopes(scopes))}});
}

Result<net::Response> try_link(const net::Request& request, StaffDeps& deps) {
  const json::object body = TRY(read_object(request.body));
  const std::string token = TRY(text_field(body, "token", kSecretBytesMax));
  return signed_in(request, deps, TRY(deps.staff.sign_in_by_link(token)));
}

Result<net::Response> try_password(const net::Request& request, StaffDeps& deps) {
  const json::object body = TRY(read_object(request.body));
  const std::string email = TRY(text_field(body, "email", kEmailBytesMax));
  const std::string password = TRY(text_field(body, "password", accounts::kPasswordBytesMax));
  return signed_in(request, deps, TRY(deps.staff.sign_in_by_password(email, password)));
}

Result<net::Response> try_sign_out(const net::Request& request, StaffDeps& deps) {
  TRY(deps.staff.sign_out(staff_cookie(request)));
  const bool https = reach_of(request, deps.own_url.public_url).https;
  net::Response response = no_content();
  response.with("Set-Cookie", sign_in_cookie(https, "", seconds(0)));
  return response;
}

Result<net::Response> try_choose(const net::Request& request, const Identity& identity,
                                 StaffDeps& deps) {
  const json::object body = TRY(read_object(request.body));
  const std::string password = TRY(text_field(body, "password", accounts::kPasswordBytesMax));
  TRY(deps.staff.choose_password(identity.staff.id, password));
  return no_content();
}

}  // namespace

net::Response invite_staff(const net::Request& request, StaffDeps& deps) {
  return answer(try_invite(request, deps), request);
}
net::Response add_token(const net::Request& request, StaffDeps& deps) {
  return answer(try_add_token(request, deps), request);
}
net::Response sign_in_by_link(const net::Request& request, StaffDeps& deps) {
  return answer(try_link(request, deps), request);
}
net::Response sign_in(const net::Request& request, StaffDeps& deps) {
  return answer(try_password(request, deps), request);
}
net::Response sign_out(const net::Request& request, StaffDeps& deps) {
  return answer(try_sign_out(request, deps), request);
}
net::Response who_am_i(const net::Request&, const Identity& identity) {
  return json_answer(200, me(identity.staff));
}
net::Response choose_password(const net::Request& request, const Identity& identity,
                              StaffDeps& deps) {
  return answer(try_choose(request, identity, deps), request);
}

}  // namespace glassjar::api

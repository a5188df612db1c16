// Tables of role and scope names.
#include "accounts/roles.h"

#include <array>
#include <utility>

#include "base/check.h"

namespace glassjar::accounts {
namespace {

using storage::Role;

constexpr std::array<std::pair<Role, std::string_view>, 4> kRoles = {{
    {Role::Owner, "owner"},
    {Role::Content, "content"},
    {Role::Service, "service"},
    {Role::Auditor, "auditor"},
}};

constexpr std::array<std::pair<uint32_t, std::string_view>, 3> kScopes = {{
    {storage::kStatsRead, "stats:read"},
    {storage::kEventsWrite, "events:write"},
    {storage::kAdmin, "admin"},
}};

}  // namespace

std::string_view name(Role role) {
  for (const auto& [each, text] : kRoles)
    if (each == role) return text;
  CHECK(false);
}

Result<Role> role_named(std::string_view wanted) {
  for (const auto& [role, text] : kRoles)
    if (text == wanted) return role;
  return fail(ErrorCode::InvalidArgument,
              "role \"{}\": unknown; want one of owner, content, service, auditor", wanted);
}

Result<uint32_t> scopes_named(const std::vector<std::string>& names) {
  uint32_t scopes = 0;
  for (const std::string& wanted : names) {
    uint32_t bit = 0;
    for (const auto& [each, text] : kScopes)
      if (text == wanted) bit = each;
    if (bit == 0)
      return fail(ErrorCode::InvalidArgument,
                  "scope \"{}\": unknown; want one of stats:read, events:write, admin", wanted);
    scopes |= bit;
  }
  if (scopes == 0)
    return fail(ErrorCode::InvalidArgument,
                "scopes: none given; want one or more of stats:read, events:write, admin");
  return scopes;
}

std::vector<std::string> names_of_scopes(uint32_t scopes) {
  std::vector<std::string> names;
  for (const auto& [bit, text] : kScopes)
    if ((scopes & bit) != 0) names.emplace_back(text);
  return names;
}

}  // namespace glassjar::accounts

// The names of roles and scopes, as the command line and the interface write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/records/staff.h"

namespace glassjar::accounts {

std::string_view name(storage::Role role);  // "service"
// InvalidArgument that lists the roles.
Result<storage::Role> role_named(std::string_view name);

// Bits of storage::Scope from {"stats:read", "events:write"}; InvalidArgument that lists the scopes
// for an unknown one, and for none at all.
Result<uint32_t> scopes_named(const std::vector<std::string>& names);
std::vector<std::string> names_of_scopes(uint32_t scopes);

}  // namespace glassjar::accounts

// From an identity to who acts in the inbox.
#include "api/colleague.h"

#include "accounts/roles.h"

namespace glassjar::api {

conversations::Colleague colleague_of(const StaffIdentity& staff) {
  return {.id = staff.id, .owner = staff.owner, .role = std::string(accounts::name(staff.role))};
}

}  // namespace glassjar::api

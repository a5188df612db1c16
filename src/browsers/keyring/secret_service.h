// Passwords by the Secret Service API: https://specifications.freedesktop.org/secret-service/0.2/
#pragma once

#include "browsers/keyring/safe_storage.h"
#include "browsers/keyring/session_bus.h"

namespace glassjar::browsers::keyring {

// Offers what the Secret Service keeps under any of the names. A locked item is asked for only
// where prompts are allowed; then the service's own prompt comes.
cookies::Unread offer_from_secret_service(SessionBus& bus, std::span<const SafeStorage> names,
                                          const Keyring::Takes& takes);

}  // namespace glassjar::browsers::keyring

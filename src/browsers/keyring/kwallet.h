// Passwords by KWallet's own interface, org.kde.KWallet:
// https://invent.kde.org/frameworks/kwallet/-/blob/master/src/api/KWallet/org.kde.KWallet.xml
#pragma once

#include "browsers/keyring/safe_storage.h"
#include "browsers/keyring/session_bus.h"

namespace glassjar::browsers::keyring {

// Offers what KWallet keeps under any of the names. It asks the person for each program that it
// does not know, even where the wallet is open: so it is opened only where prompts are allowed.
cookies::Unread offer_from_kwallet(SessionBus& bus, std::span<const SafeStorage> names,
                                   const Keyring::Takes& takes);

}  // namespace glassjar::browsers::keyring

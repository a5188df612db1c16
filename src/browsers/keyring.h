// The person's keyring, as far as reading a profile asks for it: an interface, so that this room
// needs no D-Bus. browsers/keyring has the desktop's.
#pragma once

#include <functional>
#include <string_view>

#include "cookies/item.h"

namespace glassjar::browsers {

class Keyring {
 public:
  // Looks at a password and says whether it is the right one. The text is wiped after the call.
  using Takes = std::function<bool(std::string_view password)>;

  Keyring() = default;
  Keyring(const Keyring&) = delete;
  Keyring& operator=(const Keyring&) = delete;
  virtual ~Keyring() = default;

  // Offers the passwords that are kept for a browser (Profile::browser), likeliest first, until one
  // is taken. No once one was, else why there is none. Ends after a time that the keyring states;
  // may be asked from several threads.
  virtual cookies::Unread offer(std::string_view browser, const Takes& takes) = 0;
};

// Of a session without a keyring. Outlives everything.
Keyring& no_keyring();

}  // namespace glassjar::browsers

// The keyring that is not there.
#include "browsers/keyring.h"

namespace glassjar::browsers {
namespace {

class NoKeyring final : public Keyring {
 public:
  cookies::Unread offer(std::string_view, const Takes&) override {
    return cookies::Unread::NoKeyring;
  }
};

}  // namespace

Keyring& no_keyring() {
  static NoKeyring none;
  return none;
}

}  // namespace glassjar::browsers

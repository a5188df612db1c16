// The Secret Service first, where Chromium keeps its password today, then KWallet.
#include "browsers/keyring/desktop_keyring.h"

#include "browsers/keyring/kwallet.h"
#include "browsers/keyring/secret_service.h"
#include "browsers/keyring/session_bus.h"

namespace glassjar::browsers::keyring {
namespace {

using cookies::Unread;

Unread offer_from_session(SessionBus& bus, std::string_view browser, const Keyring::Takes& takes) {
  if (!bus.is_open()) return bus.last_refusal();
  const std::span<const SafeStorage> names = safe_storages_of(browser);
  const Unread secrets = offer_from_secret_service(bus, names, takes);
  const bool may_be_elsewhere = secrets == Unread::NoKeyring || secrets == Unread::NotInKeyring;
  if (!may_be_elsewhere) return secrets;
  const Unread wallet = offer_from_kwallet(bus, names, takes);
  return wallet == Unread::NoKeyring ? secrets : wallet;
}

}  // namespace

Unread DesktopKeyring::offer(std::string_view browser, const Takes& takes) {
  // Held while it is asked: two threads would only open two windows.
  const auto refusal = refusal_.lock();
  if (*refusal != Unread::No) return *refusal;
  SessionBus bus = SessionBus::open(prompts_, prompts_ == Prompts::Yes ? kPromptTime : kQuietTime);
  const Unread answer = offer_from_session(bus, browser, takes);
  if (answer == Unread::KeyringRefused || answer == Unread::KeyringTimedOut) *refusal = answer;
  return answer;
}

}  // namespace glassjar::browsers::keyring

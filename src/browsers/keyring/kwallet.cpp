// The client's steps, in the order of components/os_crypt/async/browser/
// freedesktop_secret_key_provider.cc of Chromium: isEnabled, networkWallet, open, readPassword,
// close.
#include "browsers/keyring/kwallet.h"

#include <array>
#include <string>

namespace glassjar::browsers::keyring {
namespace {

using cookies::Unread;

constexpr const char* kInterface = "org.kde.KWallet";
constexpr std::array kWallets = {
    Target{"org.kde.kwalletd6", "/modules/kwalletd6", kInterface},
    Target{"org.kde.kwalletd5", "/modules/kwalletd5", kInterface},
};
// What KWallet shows when it asks.
constexpr const char* kProgram = "Glassjar";

bool is_enabled(SessionBus& bus, const Target& wallet) {
  const Message reply = bus.call(wallet, "isEnabled", "");
  int enabled = 0;
  return reply && sd_bus_message_read(reply.get(), "b", &enabled) >= 0 && enabled != 0;
}

// -1 where it was refused.
int open_wallet(SessionBus& bus, const Target& wallet) {
  const Message named = bus.call(wallet, "networkWallet", "");
  const char* name = nullptr;
  if (!named || sd_bus_message_read(named.get(), "s", &name) < 0) return -1;
  const Message opened = bus.call(wallet, "open", "sxs", name, /*window=*/int64_t{0}, kProgram);
  int handle = -1;
  if (!opened || sd_bus_message_read(opened.get(), "i", &handle) < 0) return -1;
  return handle;
}

bool is_taken(SessionBus& bus, const Target& wallet, int handle, const SafeStorage& name,
              const Keyring::Takes& takes) {
  const Message reply =
      bus.call(wallet, "readPassword", "isss", handle, name.folder, name.entry, kProgram);
  const char* password = nullptr;
  if (!reply || sd_bus_message_read(reply.get(), "s", &password) < 0) return false;
  const std::string_view text(password);
  return !text.empty() && text.size() <= kPasswordBytesMax && takes(text);
}

Unread offer_from(SessionBus& bus, const Target& wallet, std::span<const SafeStorage> names,
                  const Keyring::Takes& takes) {
  if (!is_enabled(bus, wallet)) return bus.last_refusal();
  if (bus.prompts() == Prompts::No) return Unread::KeyringAsksFirst;
  const int handle = open_wallet(bus, wallet);
  if (handle < 0)
    return bus.last_refusal() == Unread::KeyringTimedOut ? Unread::KeyringTimedOut
                                                         : Unread::KeyringRefused;
  Unread answer = Unread::NotInKeyring;
  for (const SafeStorage& name : names)
    if (is_taken(bus, wallet, handle, name, takes)) {
      answer = Unread::No;
      break;
    }
  bus.call(wallet, "close", "ibs", handle, /*force=*/0, kProgram);
  return answer;
}

}  // namespace

Unread offer_from_kwallet(SessionBus& bus, std::span<const SafeStorage> names,
                          const Keyring::Takes& takes) {
  for (const Target& wallet : kWallets) {
    const Unread answer = offer_from(bus, wallet, names, takes);
    if (answer != Unread::NoKeyring) return answer;
  }
  return Unread::NoKeyring;
}

}  // namespace glassjar::browsers::keyring

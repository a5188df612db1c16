// Chromium, Chrome: components/os_crypt/async/browser/freedesktop_secret_key_provider.h (kAppName,
// kKWalletFolder, kKeyName). Brave: brave-core, chromium_src/components/os_crypt/sync/
// key_storage_{libsecret,kwallet,linux}.cc; it began with Chromium's names. Edge is not open: seen
// with Chromium's names and with its own, so both are tried; a wrong password opens nothing.
#include "browsers/keyring/safe_storage.h"

#include <algorithm>
#include <array>

namespace glassjar::browsers::keyring {
namespace {

// In the order in which they are tried, each browser's together.
constexpr std::array kSafeStorages = {
    SafeStorage{"Chromium", "chromium", "Chromium Keys", "Chromium Safe Storage"},
    SafeStorage{"Chrome", "chrome", "Chrome Keys", "Chrome Safe Storage"},
    SafeStorage{"Brave", "brave", "Brave Keys", "Brave Safe Storage"},
    SafeStorage{"Brave", "chromium", "Chromium Keys", "Chromium Safe Storage"},
    SafeStorage{"Edge", "chromium", "Chromium Keys", "Chromium Safe Storage"},
    SafeStorage{"Edge", "microsoft-edge", "Microsoft Edge Keys", "Microsoft Edge Safe Storage"},
};

}  // namespace

std::span<const SafeStorage> safe_storages_of(std::string_view browser) {
  const auto is_its_own = [&](const SafeStorage& each) { return each.browser == browser; };
  const auto* const begin = std::find_if(kSafeStorages.begin(), kSafeStorages.end(), is_its_own);
  if (begin == kSafeStorages.end()) return std::span(kSafeStorages).first(1);
  const auto* const end = std::find_if_not(begin, kSafeStorages.end(), is_its_own);
  return {begin, end};
}

}  // namespace glassjar::browsers::keyring

// The stores by name, and why values are unread in words.
#include "cookies/item.h"

#include <algorithm>
#include <array>

namespace glassjar::cookies {
namespace {

// A row of a table that is indexed by its enumerator.
template <class Enum>
struct Names {
  Enum value;
  std::string_view id;    // as programs read it
  std::string_view text;  // as people read it
};
using StoreNames = Names<Store>;
using UnreadNames = Names<Unread>;

template <class Enum, size_t N>
constexpr bool is_in_order_of_enum(const std::array<Names<Enum>, N>& table) {
  for (size_t i = 0; i < N; ++i)
    if (static_cast<size_t>(table[i].value) != i) return false;
  return true;
}

constexpr std::array kStores = {
    StoreNames{Store::Cookie, "cookie", "cookie"},
    StoreNames{Store::LocalStorage, "local_storage", "local storage"},
    StoreNames{Store::SessionStorage, "session_storage", "session storage"},
    StoreNames{Store::IndexedDb, "indexed_db", "IndexedDB"},
    StoreNames{Store::CacheStorage, "cache_storage", "cache storage"},
    StoreNames{Store::ServiceWorker, "service_worker", "service worker"},
    StoreNames{Store::HttpCache, "http_cache", "HTTP cache"},
    StoreNames{Store::Hsts, "hsts", "HSTS"},
    StoreNames{Store::Favicon, "favicon", "icon"},
    StoreNames{Store::BounceTracking, "bounce_tracking", "bounce tracking"},
    StoreNames{Store::Quota, "quota", "storage index"},
    StoreNames{Store::SessionRestore, "session_restore", "session restore"},
};

static_assert(is_in_order_of_enum(kStores));

constexpr std::array kUnread = {
    UnreadNames{Unread::No, "", ""},
    UnreadNames{Unread::NoKeyring, "no_keyring",
                "its value is encrypted with the keyring's key; no keyring runs in this session"},
    UnreadNames{Unread::KeyringLocked, "keyring_locked",
                "its value is encrypted with the keyring's key; the keyring is locked, and with "
                "--keyring it may ask you to open it"},
    UnreadNames{Unread::KeyringAsksFirst, "keyring_asks_first",
                "its value is encrypted with the keyring's key; KWallet asks you before it "
                "answers, which it may with --keyring"},
    UnreadNames{Unread::KeyringRefused, "keyring_refused",
                "its value is encrypted with the keyring's key; the keyring was not opened"},
    UnreadNames{Unread::KeyringTimedOut, "keyring_timed_out",
                "its value is encrypted with the keyring's key; the keyring did not answer in "
                "time"},
    UnreadNames{Unread::NotInKeyring, "not_in_keyring",
                "its value is encrypted with a key that the keyring does not have"},
    UnreadNames{Unread::PortalKey, "portal_key",
                "its value is encrypted with a key that the desktop's portal keeps for the browser "
                "alone"},
    UnreadNames{Unread::UnknownForm, "unknown_form",
                "its value is encrypted in a form that is not known here, or damaged"},
};

static_assert(is_in_order_of_enum(kUnread));

}  // namespace

std::string_view name_of(Store store) { return kStores[static_cast<size_t>(store)].text; }

std::string_view id_of(Store store) { return kStores[static_cast<size_t>(store)].id; }

std::optional<Store> parse_store(std::string_view id) {
  const auto* const found = std::find_if(kStores.begin(), kStores.end(),
                                         [&](const StoreNames& names) { return names.id == id; });
  if (found == kStores.end()) return std::nullopt;
  return found->value;
}

std::string_view id_of(Unread unread) { return kUnread[static_cast<size_t>(unread)].id; }

std::string_view sentence_of(Unread unread) { return kUnread[static_cast<size_t>(unread)].text; }

}  // namespace glassjar::cookies

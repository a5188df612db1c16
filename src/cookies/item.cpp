// The stores by name, and why values are unread in words.
#include "cookies/item.h"

#include <algorithm>
#include <array>

namespace glassjar::cookies {
namespace {

struct StoreNames {
  Store store;
  std::string_view id;
  std::string_view name;
};

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

constexpr bool is_in_order_of_enum() {
  for (size_t i = 0; i < kStores.size(); ++i)
    if (static_cast<size_t>(kStores[i].store) != i) return false;
  return true;
}
static_assert(is_in_order_of_enum(), "name_of and id_of index the table by the enumerator");

struct UnreadNames {
  Unread unread;
  std::string_view id;
  std::string_view sentence;
};

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

constexpr bool unread_is_in_order_of_enum() {
  for (size_t i = 0; i < kUnread.size(); ++i)
    if (static_cast<size_t>(kUnread[i].unread) != i) return false;
  return true;
}
static_assert(unread_is_in_order_of_enum(), "both tables are indexed by the enumerator");

}  // namespace

std::string_view name_of(Store store) { return kStores[static_cast<size_t>(store)].name; }

std::string_view id_of(Store store) { return kStores[static_cast<size_t>(store)].id; }

std::optional<Store> parse_store(std::string_view id) {
  const auto* const found = std::find_if(kStores.begin(), kStores.end(),
                                         [&](const StoreNames& names) { return names.id == id; });
  if (found == kStores.end()) return std::nullopt;
  return found->store;
}

std::string_view id_of(Unread unread) { return kUnread[static_cast<size_t>(unread)].id; }

std::string_view sentence_of(Unread unread) {
  return kUnread[static_cast<size_t>(unread)].sentence;
}

}  // namespace glassjar::cookies

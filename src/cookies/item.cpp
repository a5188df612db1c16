// The stores by name.
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

}  // namespace

std::string_view name_of(Store store) { return kStores[static_cast<size_t>(store)].name; }

std::string_view id_of(Store store) { return kStores[static_cast<size_t>(store)].id; }

std::optional<Store> parse_store(std::string_view id) {
  const auto* const found = std::find_if(kStores.begin(), kStores.end(),
                                         [&](const StoreNames& names) { return names.id == id; });
  if (found == kStores.end()) return std::nullopt;
  return found->store;
}

}  // namespace glassjar::cookies

// The noun of this room: one thing that a site left in a browser, whatever the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace glassjar::cookies {

// The places of a browser in which a site can leave something.
enum class Store : uint8_t {
  Cookie,
  LocalStorage,
  SessionStorage,
  IndexedDb,
  CacheStorage,
  ServiceWorker,
  HttpCache,  // a cached response with a validator (ETag, Last-Modified)
  Hsts,       // "only over HTTPS from now on"
  Favicon,
  BounceTracking,  // the browser's own verdict: this site bounced the person through
  Quota,           // the browser's index of origins that hold storage
  SessionRestore,  // cookies and storage of tabs that a restart would bring back
};

enum class SameSite : uint8_t { Unset, None, Lax, Strict };
enum class SetBy : uint8_t { Unknown, Header, Script };

// Why a value that is there cannot be read: it is encrypted, and its key is elsewhere.
enum class Unread : uint8_t {
  No,
  NoKeyring,         // none runs in this session
  KeyringLocked,     // and the person did not say that it may ask
  KeyringAsksFirst,  // it is open, but asks the person before it answers this program
  KeyringRefused,    // it or the person said no
  KeyringTimedOut,
  NotInKeyring,  // what it keeps for the browser does not fit
  PortalKey,     // kept by the desktop's portal for the browser alone
  UnknownForm,
};

// Text is UTF-8 (what a browser holds in another form is converted, what is not text is made
// hexadecimal by the reader). Strings that a profile does not tell stay empty.
struct Item {
  Store store = Store::Cookie;
  // Index into the scan's profiles.
  uint32_t profile = 0;

  // The host that left it, lower case, without a leading dot. Empty only where the browser keeps
  // a hash that no known host matches.
  std::string host;
  // "https://www.example.org:8443", the port only where it is not the scheme's own. Empty for
  // cookies.
  std::string origin;
  // The partition it lives in: the top-level site, "https://news.example". Empty if unpartitioned.
  std::string top_site;
  // Firefox's container, its number as text. Empty outside containers.
  std::string container;

  // Cookie name, storage key, database, cache, scope of a worker, address of a response or an icon.
  std::string name;
  // Absent where the store has none or it cannot be read; cut at kValueBytesMax.
  std::optional<std::string> value;
  // Why a value that is there is absent here.
  Unread unread = Unread::No;
  // Size of the value as the site gave it, as near as the store tells.
  uint64_t bytes = 0;

  std::string path;  // of a cookie
  bool host_only = false;
  bool secure = false;
  bool http_only = false;
  bool persistent = true;  // survives the end of the browser
  SameSite same_site = SameSite::Unset;
  SetBy set_by = SetBy::Unknown;

  std::optional<TimePoint> created;
  std::optional<TimePoint> last_used;
  std::optional<TimePoint> expires;

  // Where it was read, relative to the profile's folder (cache files: to the cache's folder).
  std::string file;
};

inline constexpr size_t kValueBytesMax = 64 * 1024;

// "cookie", "local storage", …: as people read it.
std::string_view name_of(Store store);
// "cookie", "local_storage", …: as programs read it; parse is its inverse.
std::string_view id_of(Store store);
std::optional<Store> parse_store(std::string_view id);

// "no_keyring", "keyring_locked", …: as programs read it.
std::string_view id_of(Unread unread);
// "its value is encrypted with the keyring's key; …": as people read it, with what they can do.
// Empty for No.
std::string_view sentence_of(Unread unread);

}  // namespace glassjar::cookies

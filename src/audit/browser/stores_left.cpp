// Storage.getCookies, DOMStorage, IndexedDB and CacheStorage.
#include "audit/browser/stores_left.h"

#include <cmath>

#include "audit/address.h"
#include "audit/json_fields.h"
#include "base/ascii.h"

namespace glassjar::audit::browser {
namespace {

namespace json = boost::json;
using cookies::SameSite;
using cookies::Store;

SameSite same_site_of(std::string_view text) {
  if (text == "Strict") return SameSite::Strict;
  if (text == "Lax") return SameSite::Lax;
  if (text == "None") return SameSite::None;
  return SameSite::Unset;
}

CookieKept read_cookie(const json::object& cookie, const Moment& at) {
  CookieKept kept;
  kept.at = at;
  kept.name = text_field(cookie, "name");
  kept.value = cut(text_field(cookie, "value"));
  const std::string domain = lowered(text_field(cookie, "domain"));
  kept.host_only = !domain.starts_with('.');
  kept.domain = kept.host_only ? domain : domain.substr(1);
  kept.path = text_field(cookie, "path");
  kept.secure = bool_field(cookie, "secure");
  kept.http_only = bool_field(cookie, "httpOnly");
  kept.same_site = same_site_of(text_field(cookie, "sameSite"));
  const double expires = number_field(cookie, "expires");
  if (!bool_field(cookie, "session") && expires > 0 && expires < 1e11)
    kept.expires = TimePoint(microseconds(std::llround(expires * 1e6)));
  kept.top_site = text_field(object_field(cookie, "partitionKey"), "topLevelSite");
  return kept;
}

// A document's place in storage: "https://frame.example/^0https://top.example" if partitioned.
struct StorageKey {
  std::string text;
  std::string origin;
  std::string top_site;
};

StorageKey read_key(std::string_view text) {
  StorageKey key{.text = std::string(text), .origin = origin_of(text.substr(0, text.find('^')))};
  if (const size_t top = text.find("^0"); top != std::string_view::npos)
    key.top_site = text.substr(top + 2, text.find('^', top + 1) - top - 2);
  return key;
}

void add_frames(const json::object& tree, std::vector<std::string>& frames) {
  constexpr size_t kFramesMax = 500;
  if (frames.size() >= kFramesMax) return;
  frames.emplace_back(text_field(object_field(tree, "frame"), "id"));
  for (const json::value& child : array_field(tree, "childFrames"))
    if (child.is_object()) add_frames(child.get_object(), frames);
}

class Collector {
 public:
  Collector(CdpChannel& channel, const Moment& at, Observation& into, std::set<std::string>& known)
      : channel_(channel), at_(at), seen_(into), known_(known) {}

  void collect_session(const std::string& session) {
    const auto tree = channel_.call("Page.getFrameTree", {}, session);
    if (!tree) return;  // the target has gone meanwhile
    std::vector<std::string> frames;
    add_frames(object_field(*tree, "frameTree"), frames);
    for (const std::string& frame : frames) {
      const auto key =
          channel_.call("Storage.getStorageKeyForFrame", {{"frameId", frame}}, session);
      if (!key || !is_web(text_field(*key, "storageKey"))) continue;
      if (!done_.emplace(text_field(*key, "storageKey")).second) continue;
      collect_key(session, read_key(text_field(*key, "storageKey")));
    }
  }

 private:
  void collect_key(const std::string& session, const StorageKey& key) {
    for (const bool is_local : {true, false}) {
      const auto items = channel_.call(
          "DOMStorage.getDOMStorageItems",
          {{"storageId", {{"storageKey", key.text}, {"isLocalStorage", is_local}}}}, session);
      if (!items) continue;
      for (const json::value& entry : array_field(*items, "entries"))
        if (entry.is_array() && entry.get_array().size() == 2)
          add(is_local ? Store::LocalStorage : Store::SessionStorage, key,
              text_of(entry.get_array()[0]), text_of(entry.get_array()[1]));
    }
    const auto databases =
        channel_.call("IndexedDB.requestDatabaseNames", {{"storageKey", key.text}}, session);
    if (databases)
      for (const json::value& name : array_field(*databases, "databaseNames"))
        add(Store::IndexedDb, key, text_of(name), "");
    const auto caches =
        channel_.call("CacheStorage.requestCacheNames", {{"storageKey", key.text}}, session);
    if (caches)
      for (const json::value& cache : array_field(*caches, "caches"))
        if (cache.is_object())
          add(Store::CacheStorage, key, text_field(cache.get_object(), "cacheName"), "");
  }

  static std::string_view text_of(const json::value& value) {
    if (!value.is_string()) return {};
    return {value.get_string().data(), value.get_string().size()};
  }

  void add(Store store, const StorageKey& key, std::string_view name, std::string_view value) {
    if (seen_.storage.size() >= kRecordsMax) return;
    StorageSeen seen{.at = at_, .store = store, .origin = key.origin, .top_site = key.top_site};
    seen.name = cut(name);
    seen.value = cut(value);
    seen.kept = true;
    std::string identity(cookies::id_of(store));
    for (const std::string_view part : {std::string_view(key.text), name, value})
      identity.append(1, '\0').append(part);
    if (known_.insert(std::move(identity)).second) seen_.storage.push_back(std::move(seen));
  }

  CdpChannel& channel_;
  const Moment at_;
  Observation& seen_;
  std::set<std::string>& known_;
  std::set<std::string> done_;  // storage keys looked at now
};

}  // namespace

Result<void> collect_cookies(CdpChannel& channel, const Moment& at, Observation& into) {
  const json::object answer = TRY(channel.call("Storage.getCookies"));
  for (const json::value& cookie : array_field(answer, "cookies"))
    if (cookie.is_object() && into.cookies_kept.size() < kRecordsMax)
      into.cookies_kept.push_back(read_cookie(cookie.get_object(), at));
  return {};
}

void collect_storage(CdpChannel& channel, const PageSessions& sessions, Observation& into,
                     std::set<std::string>& known) {
  Collector collector(channel, sessions.moment(), into, known);
  for (const std::string& session : sessions.documents()) collector.collect_session(session);
}

}  // namespace glassjar::audit::browser

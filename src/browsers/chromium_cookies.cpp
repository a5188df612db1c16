// Cookies: one table, whose columns grew with the versions of Chromium.
#include "browser_files/text_forms.h"
#include "browsers/chromium_cookie_value.h"
#include "browsers/chromium_stores.h"
#include "browsers/rows.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::chromium {
namespace {

using cookies::Item;
using cookies::SameSite;
using cookies::SetBy;

// sqlite_persistent_cookie_store.cc; deleting whole rows is right in all of these.
constexpr int64_t kVersionMin = 9;
constexpr int64_t kVersionMax = 24;
constexpr int64_t kSetByHeader = 1;
constexpr int64_t kSetByScript = 2;

SameSite same_site_of(int64_t value) {
  switch (value) {
    case 0:
      return SameSite::None;
    case 1:
      return SameSite::Lax;
    case 2:
      return SameSite::Strict;
    default:
      return SameSite::Unset;
  }
}

// `keys` is null where values do not matter.
void read_value(const SqliteRow& row, int64_t version, CookieKeys* keys, Item& item) {
  const std::string_view plain = row.bytes("value");
  const std::string_view encrypted = row.bytes("encrypted_value");
  if (!plain.empty() || encrypted.empty()) {
    item.value = browser_files::text_or_hex(plain);
    item.bytes = plain.size();
    return;
  }
  item.bytes = encrypted_value_bytes(encrypted, version);
  if (keys == nullptr) return;
  const CookieValue read = keys->read(encrypted, row.bytes("host_key"), version);
  item.unread = read.unread;
  if (!read.value) return;
  item.bytes = read.value->size();
  item.value = browser_files::text_or_hex(*read.value);
}

std::optional<Item> cookie_of(const SqliteRow& row, int64_t version, CookieKeys* keys) {
  Item item;
  item.store = cookies::Store::Cookie;
  const std::string_view host = row.bytes("host_key");
  item.host = browser_files::text_or_hex(cookies::normal_host(host));
  item.host_only = !host.starts_with('.');
  item.top_site = browser_files::text_or_hex(row.bytes("top_frame_site_key"));
  item.name = browser_files::text_or_hex(row.bytes("name"));
  item.path = browser_files::text_or_hex(row.bytes("path"));
  item.secure = row.integer("is_secure") != 0;
  item.http_only = row.integer("is_httponly") != 0;
  item.persistent = row.integer("is_persistent") != 0;
  item.same_site =
      row.is_null("samesite") ? SameSite::Unset : same_site_of(row.integer("samesite"));
  const int64_t source = row.integer("source_type");
  item.set_by = source == kSetByHeader   ? SetBy::Header
                : source == kSetByScript ? SetBy::Script
                                         : SetBy::Unknown;
  item.created = time_of(row.integer("creation_utc"));
  item.last_used = time_of(row.integer("last_access_utc"));
  if (row.integer("has_expires") != 0) item.expires = time_of(row.integer("expires_utc"));
  read_value(row, version, keys, item);
  return item;
}

RowStore cookie_rows(CookieKeys* keys) {
  return {.version_min = kVersionMin,
          .version_max = kVersionMax,
          .kinds = {{.table = "cookies",
                     .select = "SELECT rowid AS id, * FROM cookies",
                     .item_of = [keys](const SqliteRow& row,
                                       int64_t version) { return cookie_of(row, version, keys); },
                     .remove = "DELETE FROM cookies WHERE rowid = ?1"}},
          .version_in = VersionIn::Meta};
}

}  // namespace

void read_cookies(Reading& reading) {
  CookieKeys keys(reading.profile.browser, reading.keyring);
  read_rows(reading, network_file(reading.profile, "Cookies"), cookie_rows(&keys));
}

Result<void> erase_cookies(Erasing& erasing) {
  return erase_rows(erasing, network_file(erasing.profile, "Cookies"), cookie_rows(nullptr));
}

}  // namespace glassjar::browsers::chromium

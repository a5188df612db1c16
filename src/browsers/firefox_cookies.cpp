// `cookies.sqlite`: cookies that outlive the browser (netwerk/cookie/CookiePersistentStorage).
#include "browser_files/text_forms.h"
#include "browsers/firefox_origin.h"
#include "browsers/firefox_stores.h"
#include "browsers/rows.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::firefox {
namespace {

using browser_files::text_or_hex;
using cookies::Item;
using cookies::SameSite;

// From this version on `expiry` is in milliseconds, before it in seconds.
constexpr int64_t kVersionOfMilliseconds = 17;
// Version 16 was one or the other: as seconds, this would be the year 5138.
constexpr int64_t kSecondsMax = 100'000'000'000;
constexpr int64_t kMicrosecondsMax = int64_t{1} << 56;

std::optional<TimePoint> expiry_of(int64_t expiry, int64_t version) {
  const bool in_milliseconds = version >= kVersionOfMilliseconds || expiry > kSecondsMax;
  const int64_t scale = in_milliseconds ? 1000 : 1'000'000;
  if (expiry <= 0 || expiry > kMicrosecondsMax / scale) return std::nullopt;
  return TimePoint(microseconds(expiry * scale));
}

std::optional<TimePoint> time_of(int64_t microseconds_since_1970) {
  if (microseconds_since_1970 <= 0 || microseconds_since_1970 > kMicrosecondsMax)
    return std::nullopt;
  return TimePoint(microseconds(microseconds_since_1970));
}

SameSite same_site_of(const SqliteRow& row) {
  if (row.is_null("sameSite")) return SameSite::Unset;
  switch (row.integer("sameSite")) {
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

std::optional<Item> cookie_of(const SqliteRow& row, int64_t version) {
  const OriginAttributes attributes = parse_origin_attributes(row.bytes("originAttributes"));
  Item item;
  item.store = cookies::Store::Cookie;
  const std::string_view host = row.bytes("host");
  item.host = text_or_hex(cookies::normal_host(host));
  item.host_only = !host.starts_with('.');
  item.top_site = attributes.top_site;
  item.container = attributes.container;
  item.name = text_or_hex(row.bytes("name"));
  item.value = text_or_hex(row.bytes("value"));
  item.bytes = row.bytes("value").size();
  item.path = text_or_hex(row.bytes("path"));
  item.secure = row.integer("isSecure") != 0;
  item.http_only = row.integer("isHttpOnly") != 0;
  item.same_site = same_site_of(row);
  // A cookie that scripts cannot see was not set by one; of the others nothing is kept.
  item.set_by = item.http_only ? cookies::SetBy::Header : cookies::SetBy::Unknown;
  item.created = time_of(row.integer("creationTime"));
  item.last_used = time_of(row.integer("lastAccessed"));
  item.expires = expiry_of(row.integer("expiry"), version);
  return item;
}

RowStore cookie_rows() {
  return {.version_min = 5,
          .version_max = 17,
          .kinds = {{.table = "moz_cookies",
                     .select = "SELECT * FROM moz_cookies",
                     .item_of = cookie_of,
                     .remove = "DELETE FROM moz_cookies WHERE id = ?1"}}};
}

}  // namespace

void read_cookies(Reading& reading) {
  read_rows(reading, reading.profile.folder / "cookies.sqlite", cookie_rows());
}

Result<void> erase_cookies(Erasing& erasing) {
  // A backup that Firefox makes when it cannot read the file: older, and of no use to anybody else.
  TRY(erase_rows(erasing, erasing.profile.folder / "cookies.sqlite.bak", cookie_rows()));
  return erase_rows(erasing, erasing.profile.folder / "cookies.sqlite", cookie_rows());
}

}  // namespace glassjar::browsers::firefox

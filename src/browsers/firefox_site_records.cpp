// What Firefox itself notes about sites: icons, bounces and interactions, the index of storage; and
// local storage in its old form.
#include <algorithm>

#include "browser_files/text_forms.h"
#include "browsers/firefox_origin.h"
#include "browsers/firefox_stores.h"
#include "browsers/rows.h"

namespace glassjar::browsers::firefox {
namespace {

using browser_files::text_or_hex;
using cookies::Item;
using cookies::Store;

constexpr int64_t kMillisecondsMax = int64_t{1} << 46;

std::optional<TimePoint> time_of_milliseconds(int64_t value) {
  if (value <= 0 || value > kMillisecondsMax) return std::nullopt;
  return TimePoint(milliseconds(value));
}

std::optional<TimePoint> time_of_microseconds(int64_t value) {
  if (value <= 0 || value > kMillisecondsMax * 1000) return std::nullopt;
  return TimePoint(microseconds(value));
}

// The item of a row that names an address or an origin; none for extensions and the browser's own.
std::optional<Item> item_of_origin(Store store, std::string_view text, std::string_view suffix,
                                   std::string name) {
  const Origin origin = parse_origin(text, suffix);
  if (!origin.is_of_site()) return std::nullopt;
  return item_of(store, origin, std::move(name));
}

// An icon belongs to the page that showed it, or, as `favicon.ico` of a host, to that host: a path
// or subdomain with an icon of its own is a bit.
std::optional<Item> icon_of(const SqliteRow& row, int64_t) {
  const std::string_view page = row.bytes("page_url");
  auto item = item_of_origin(Store::Favicon, page.empty() ? row.bytes("icon_url") : page, {},
                             text_or_hex(row.bytes("icon_url")));
  if (!item) return std::nullopt;
  item->bytes = static_cast<uint64_t>(std::max<int64_t>(row.integer("bytes"), 0));
  item->expires = time_of_milliseconds(row.integer("expire_ms"));
  return item;
}

std::optional<Item> icon_address_of(const SqliteRow& row, int64_t) {
  return item_of_origin(Store::Favicon, row.bytes("icon_url"), {},
                        text_or_hex(row.bytes("icon_url")));
}

std::optional<Item> page_of(const SqliteRow& row, int64_t) {
  return item_of_origin(Store::Favicon, row.bytes("page_url"), {},
                        text_or_hex(row.bytes("page_url")));
}

// Listed are icons with their pages, once an address and host; deleted are pages, the icons that no
// page has then, and root icons, which need no page. Firefox's own bookmarks come with icons.
RowStore icon_rows() {
  return {
      .kinds = {{.table = "moz_icons",
                 .select = "SELECT i.id, i.icon_url, p.page_url, length(i.data) AS bytes, "
                           "i.expire_ms FROM moz_icons i LEFT JOIN moz_icons_to_pages l ON "
                           "l.icon_id = i.id LEFT JOIN moz_pages_w_icons p ON p.id = l.page_id "
                           "WHERE i.icon_url NOT LIKE 'fake-favicon-uri:%' "
                           "GROUP BY i.id, substr(p.page_url, 1, "
                           "instr(substr(p.page_url || '/', 9), '/') + 8)",
                 .item_of = icon_of},
                {.table = "moz_pages_w_icons",
                 .select = "SELECT id, page_url FROM moz_pages_w_icons p WHERE NOT EXISTS (SELECT "
                           "1 FROM moz_icons_to_pages l JOIN moz_icons i ON i.id = l.icon_id WHERE "
                           "l.page_id = p.id AND i.icon_url LIKE 'fake-favicon-uri:%')",
                 .item_of = page_of,
                 .remove = "DELETE FROM moz_pages_w_icons WHERE id = ?1",
                 .listed = false},
                {.table = "moz_icons",
                 .select = "SELECT id, icon_url FROM moz_icons WHERE root = 1",
                 .item_of = icon_address_of,
                 .remove = "DELETE FROM moz_icons WHERE id = ?1",
                 .listed = false}},
      .cleanups = {"DELETE FROM moz_icons_to_pages WHERE page_id NOT IN (SELECT id FROM "
                   "moz_pages_w_icons) OR icon_id NOT IN (SELECT id FROM moz_icons)",
                   "DELETE FROM moz_icons WHERE root = 0 AND id NOT IN (SELECT icon_id FROM "
                   "moz_icons_to_pages)"}};
}

// toolkit/components/antitracking/bouncetrackingprotection, EntryType.
std::optional<Item> bounce_of(const SqliteRow& row, int64_t) {
  constexpr int64_t kBounceTracker = 0;
  const OriginAttributes attributes = parse_origin_attributes(row.bytes("originAttributeSuffix"));
  Item item;
  item.store = Store::BounceTracking;
  item.host = text_or_hex(row.bytes("siteHost"));
  item.top_site = attributes.top_site;
  item.container = attributes.container;
  item.name = row.integer("entryType") == kBounceTracker ? "bounce" : "interaction";
  item.last_used = time_of_microseconds(row.integer("timeStamp"));
  return item;
}

RowStore bounce_rows() {
  return {.version_min = 1,
          .version_max = 1,
          .kinds = {{.table = "sites",
                     .select = "SELECT rowid AS id, * FROM sites",
                     .item_of = bounce_of,
                     .remove = "DELETE FROM sites WHERE rowid = ?1"}}};
}

std::optional<Item> interaction_of(const SqliteRow& row, int64_t) {
  auto item = item_of_origin(Store::BounceTracking, row.bytes("origin"), {}, "interaction");
  if (item) item->last_used = time_of_milliseconds(row.integer("lastInteractionTime"));
  return item;
}

// Of the permissions only what Firefox gives by itself: that a site was used, or may reach its own
// storage in others. All else is the person's word.
std::optional<Item> automatic_permission_of(const SqliteRow& row, int64_t) {
  auto item = item_of_origin(Store::BounceTracking, row.bytes("origin"), {},
                             text_or_hex(row.bytes("type")));
  if (!item) return std::nullopt;
  item->last_used = time_of_milliseconds(row.integer("modificationTime"));
  item->expires = time_of_milliseconds(row.integer("expireTime"));
  return item;
}

RowStore permission_rows() {
  return {.version_min = 9,
          .version_max = 13,
          .kinds = {{.table = "moz_origin_interactions",
                     .select = "SELECT rowid AS id, * FROM moz_origin_interactions",
                     .item_of = interaction_of,
                     .remove = "DELETE FROM moz_origin_interactions WHERE rowid = ?1"},
                    {.table = "moz_perms",
                     .select = "SELECT * FROM moz_perms WHERE type = 'storageAccessAPI' OR type "
                               "LIKE '3rdPartyStorage^%' OR type LIKE '3rdPartyFrameStorage^%'",
                     .item_of = automatic_permission_of,
                     .remove = "DELETE FROM moz_perms WHERE id = ?1"}}};
}

// `storage.sqlite` repeats what the folders say (firefox_storage.cpp), which are listed.
std::optional<Item> index_row_of(const SqliteRow& row, int64_t) {
  return item_of_origin(Store::Quota, row.bytes("origin"), row.bytes("suffix"), {});
}

RowStore index_rows() {
  constexpr int64_t kVersion = (2 << 16) + 3;
  return {.version_min = kVersion,
          .version_max = kVersion,
          .kinds = {{.table = "origin",
                     .select = "SELECT rowid AS id, origin, suffix FROM origin",
                     .item_of = index_row_of,
                     .remove = "DELETE FROM origin WHERE rowid = ?1",
                     .listed = false}}};
}

// "tset.a.:https:8443": the host from its end, the scheme, the port.
std::optional<Item> old_entry_of(const SqliteRow& row, int64_t) {
  const std::string_view key = row.bytes("originKey");
  const size_t host_end = key.find(":");
  const size_t scheme_end = key.find(':', host_end + 1);
  if (host_end == std::string_view::npos || host_end == 0 || scheme_end == std::string_view::npos)
    return std::nullopt;
  std::string host(key.substr(0, host_end));
  std::reverse(host.begin(), host.end());
  if (host.starts_with('.')) host.erase(0, 1);
  const std::string address = std::string(key.substr(host_end + 1, scheme_end - host_end - 1)) +
                              "://" + host + std::string(key.substr(scheme_end));
  auto item = item_of_origin(Store::LocalStorage, address, row.bytes("originAttributes"),
                             text_or_hex(row.bytes("key")));
  if (!item) return std::nullopt;
  item->value = text_or_hex(row.bytes("value"));
  item->bytes = row.bytes("value").size();
  return item;
}

RowStore old_local_storage_rows() {
  return {.version_min = 1,
          .version_max = 2,
          .kinds = {{.table = "webappsstore2",
                     .select = "SELECT rowid AS id, * FROM webappsstore2",
                     .item_of = old_entry_of,
                     .remove = "DELETE FROM webappsstore2 WHERE rowid = ?1"}}};
}

// The archive is what was taken over from the old file, with tables of its own beside.
constexpr const char* kOldLocalStorage[] = {"webappsstore.sqlite", "storage/ls-archive.sqlite"};

}  // namespace

void read_site_records(Reading& reading) {
  const auto& folder = reading.profile.folder;
  read_rows(reading, folder / "favicons.sqlite", icon_rows());
  read_rows(reading, folder / "bounce-tracking-protection.sqlite", bounce_rows());
  read_rows(reading, folder / "permissions.sqlite", permission_rows());
}

Result<void> erase_site_records(Erasing& erasing) {
  const auto& folder = erasing.profile.folder;
  TRY(erase_rows(erasing, folder / "favicons.sqlite", icon_rows()));
  TRY(erase_rows(erasing, folder / "bounce-tracking-protection.sqlite", bounce_rows()));
  TRY(erase_rows(erasing, folder / "permissions.sqlite", permission_rows()));
  return erase_rows(erasing, folder / "storage.sqlite", index_rows());
}

void read_old_local_storage(Reading& reading) {
  for (const char* file : kOldLocalStorage)
    read_rows(reading, reading.profile.folder / file, old_local_storage_rows());
}

Result<void> erase_old_local_storage(Erasing& erasing) {
  for (const char* file : kOldLocalStorage)
    TRY(erase_rows(erasing, erasing.profile.folder / file, old_local_storage_rows()));
  return {};
}

}  // namespace glassjar::browsers::firefox

// What the browser itself notes about sites: icons, bounces, and the index of storage.
#include <memory>
#include <set>
#include <utility>

#include "browser_files/text_forms.h"
#include "browsers/chromium_buckets.h"
#include "browsers/chromium_stores.h"
#include "browsers/rows.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using cookies::Item;
using cookies::Store;

// An icon belongs to the page that showed it: a path or subdomain with an icon of its own is a bit.
std::optional<Item> icon_of(const SqliteRow& row) {
  const std::string_view page = row.bytes("page_url");
  Item item = item_of_url(Store::Favicon, page.empty() ? row.bytes("icon_url") : page);
  if (is_browsers_own(item.origin)) return std::nullopt;
  item.name = browser_files::text_or_hex(row.bytes("icon_url"));
  item.bytes = static_cast<uint64_t>(row.integer("bytes"));
  item.last_used = time_of(row.integer("last_updated"));
  return item;
}

// An item is an icon on an origin, however many of its pages show it; what is deleted is what links
// an icon to a single page, and then icons without a page.
RowStore icon_rows() {
  using Seen = std::set<std::pair<std::string, std::string>>;
  const auto once = [seen = std::make_shared<Seen>()](const SqliteRow& row, int64_t) {
    std::optional<Item> icon = icon_of(row);
    const bool is_new = icon && seen->emplace(icon->name, icon->origin).second;
    return is_new ? icon : std::nullopt;
  };
  return {
      .version_min = 7,
      .version_max = 9,
      .kinds = {{.table = "favicons",
                 .select = "SELECT f.id, m.page_url, f.url AS icon_url, (SELECT "
                           "sum(length(image_data)) FROM favicon_bitmaps b WHERE b.icon_id = f.id) "
                           "AS bytes, (SELECT max(last_updated) FROM favicon_bitmaps b WHERE "
                           "b.icon_id = f.id) AS last_updated FROM favicons f LEFT JOIN "
                           "icon_mapping m ON m.icon_id = f.id",
                 .item_of = once},
                {.table = "icon_mapping",
                 .select = "SELECT m.id, m.page_url, f.url AS icon_url FROM icon_mapping m LEFT "
                           "JOIN favicons f ON f.id = m.icon_id",
                 .item_of = [](const SqliteRow& row, int64_t) { return icon_of(row); },
                 .remove = "DELETE FROM icon_mapping WHERE id = ?1",
                 .listed = false}},
      .cleanups = {"DELETE FROM favicons WHERE id NOT IN (SELECT icon_id FROM icon_mapping)",
                   "DELETE FROM favicon_bitmaps WHERE icon_id NOT IN (SELECT id FROM favicons)"},
      .version_in = VersionIn::Meta};
}

// Bounces of a site, and when the person last used it, which protects it from being emptied.
// The browser's own pages ("omnibox-popup.top-chrome") are noted too and are no sites.
std::optional<Item> bounce_of(const SqliteRow& row, int64_t) {
  if (row.bytes("site").ends_with(".top-chrome")) return std::nullopt;
  Item item;
  item.store = Store::BounceTracking;
  item.host = browser_files::text_or_hex(row.bytes("site"));
  const bool bounced = row.integer("first_bounce_time") != 0;
  item.name = bounced ? "bounce" : "interaction";
  item.created = time_of(row.integer(bounced ? "first_bounce_time" : "first_user_activation_time"));
  item.last_used = time_of(row.integer(bounced ? "last_bounce_time" : "last_user_activation_time"));
  return item;
}

std::optional<Item> popup_of(const SqliteRow& row, int64_t) {
  Item item;
  item.store = Store::BounceTracking;
  item.host = browser_files::text_or_hex(row.bytes("popup_site"));
  item.name = "popup";
  item.last_used = time_of(row.integer("last_popup_time"));
  return item;
}

RowStore bounce_rows() {
  return {.version_min = 1,
          .version_max = 11,
          .kinds = {{.table = "bounces",
                     .select = "SELECT rowid AS id, * FROM bounces",
                     .item_of = bounce_of,
                     .remove = "DELETE FROM bounces WHERE rowid = ?1"},
                    {.table = "popups",
                     .select = "SELECT rowid AS id, * FROM popups",
                     .item_of = popup_of,
                     .remove = "DELETE FROM popups WHERE rowid = ?1"}},
          .version_in = VersionIn::Meta};
}

// The folders of buckets whose owner's index row goes or is missing. Before the index: it is what
// tells their owners.
Result<void> erase_bucket_folders(Erasing& erasing) {
  for (const BucketFolder& bucket : bucket_folders(erasing.profile)) {
    const Item item = owned_item(Store::Quota, parse_storage_key(bucket.storage_key));
    if (erasing.goes_uncounted(item)) TRY(erasing.remove(bucket.folder));
  }
  return {};
}

}  // namespace

void read_site_records(Reading& reading) {
  read_rows(reading, reading.profile.folder / "Favicons", icon_rows());
  read_rows(reading, reading.profile.folder / "DIPS", bounce_rows());
  read_rows(reading, bucket_index(reading.profile), bucket_rows());
}

Result<void> erase_site_records(Erasing& erasing) {
  TRY(erase_rows(erasing, erasing.profile.folder / "Favicons", icon_rows()));
  TRY(erase_rows(erasing, erasing.profile.folder / "DIPS", bounce_rows()));
  TRY(erase_bucket_folders(erasing));
  return erase_rows(erasing, bucket_index(erasing.profile), bucket_rows());
}

}  // namespace glassjar::browsers::chromium

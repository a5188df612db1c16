// Network state that names sites, or that a site can recognise a browser by, without being storage
// of its own: reporting, dictionaries for compression, tokens, alternative services, media salts.
#include <boost/json.hpp>

#include "base/file.h"
#include "browsers/chromium_stores.h"
#include "browsers/rows.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using cookies::Item;
using cookies::Store;

constexpr size_t kFileBytesMax = 32 << 20;

std::optional<Item> by_host(const SqliteRow& row, int64_t) {
  Item item;
  item.store = Store::HttpCache;
  item.host = cookies::normal_host(row.bytes("origin_host"));
  return item;
}

std::optional<Item> by_frame(const SqliteRow& row, int64_t) {
  Item item = item_of_url(Store::HttpCache, row.bytes("frame_origin"));
  item.top_site = row.text("top_frame_site");
  return item;
}

std::optional<Item> by_storage_key(const SqliteRow& row, int64_t) {
  return owned_item(Store::HttpCache, parse_storage_key(row.bytes("storage_key")));
}

// Rows of one table, which are items of no listing.
RowKind kind_of(std::string_view table, std::string_view select,
                std::optional<Item> (*item_of)(const SqliteRow&, int64_t),
                std::string_view remove) {
  return {.table = table, .select = select, .item_of = item_of, .remove = remove, .listed = false};
}

RowStore reporting_rows() {
  return {.version_min = 1,
          .version_max = 2,
          .kinds = {kind_of("nel_policies", "SELECT rowid AS id, origin_host FROM nel_policies",
                            by_host, "DELETE FROM nel_policies WHERE rowid = ?1"),
                    kind_of("reporting_endpoints",
                            "SELECT rowid AS id, origin_host FROM reporting_endpoints", by_host,
                            "DELETE FROM reporting_endpoints WHERE rowid = ?1"),
                    kind_of("reporting_endpoint_groups",
                            "SELECT rowid AS id, origin_host FROM reporting_endpoint_groups",
                            by_host, "DELETE FROM reporting_endpoint_groups WHERE rowid = ?1")},
          .version_in = VersionIn::Meta};
}

RowStore salt_rows() {
  return {.version_min = 1,
          .version_max = 3,
          .kinds = {kind_of("media_device_salts",
                            "SELECT rowid AS id, storage_key FROM media_device_salts",
                            by_storage_key, "DELETE FROM media_device_salts WHERE rowid = ?1")},
          .version_in = VersionIn::Meta};
}

// Dictionaries lie in a cache of their own and can be fetched again, so they go all together.
Result<void> erase_dictionaries(Erasing& erasing) {
  const fs::path folder = network_file(erasing.profile, "Shared Dictionary");
  const auto database = browser_files::SqliteCopy::open(folder / "db");
  if (!database)
    return database.error().code == ErrorCode::NotFound ? Result<void>() : erasing.remove(folder);
  bool any_goes = false;
  const auto read = database->for_each(
      "SELECT frame_origin, top_frame_site FROM dictionaries", [&](const SqliteRow& row) {
        any_goes = erasing.goes_uncounted(*by_frame(row, 0)) || any_goes;
      });
  any_goes = any_goes || !read;
  return any_goes ? erasing.remove(folder) : Result<void>();
}

// `net.http_server_properties.servers`: what each server can do, by its address and by the site
// that asked (net/http/http_server_properties_manager.cc).
bool server_goes(Erasing& erasing, const json::value& server) {
  const json::object* record = server.if_object();
  const json::value* name = record == nullptr ? nullptr : record->if_contains("server");
  if (name == nullptr || !name->is_string()) return true;
  return erasing.goes_uncounted(item_of_url(Store::HttpCache, name->get_string()));
}

Result<void> erase_servers(Erasing& erasing) {
  const fs::path file = network_file(erasing.profile, "Network Persistent State");
  const Result<std::string> text = read_file(file, kFileBytesMax);
  if (!text) return {};
  boost::system::error_code error;
  json::value document = json::parse(*text, error, {}, {.max_depth = 32});
  json::value* servers =
      error ? nullptr : document.find_pointer("/net/http_server_properties/servers", error);
  if (servers == nullptr || !servers->is_array()) return {};
  json::array kept;
  for (const json::value& server : servers->get_array())
    if (!server_goes(erasing, server)) kept.push_back(server);
  if (kept.size() == servers->get_array().size()) return {};
  *servers = std::move(kept);
  return erasing.replace(file, json::serialize(document));
}

}  // namespace

Result<void> erase_network_state(Erasing& erasing) {
  TRY(erase_rows(erasing, network_file(erasing.profile, "Reporting and NEL"), reporting_rows()));
  TRY(erase_rows(erasing, erasing.profile.folder / "MediaDeviceSalts", salt_rows()));
  TRY(erase_dictionaries(erasing));
  return erase_servers(erasing);
}

}  // namespace glassjar::browsers::chromium

// Network state that names sites, or that a site can recognise a browser by, without being storage
// of its own: reporting, dictionaries for compression, tokens, alternative services, media salts.
#include <boost/json.hpp>

#include "base/file.h"
#include "browsers/chromium_rows.h"
#include "browsers/chromium_stores.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using cookies::Item;
using cookies::Store;

constexpr size_t kFileBytesMax = 32 << 20;

std::optional<Item> by_host(const SqliteRow& row) {
  Item item;
  item.store = Store::HttpCache;
  item.host = cookies::normal_host(row.bytes("origin_host"));
  return item;
}

std::optional<Item> by_frame(const SqliteRow& row) {
  Item item = item_of_url(Store::HttpCache, row.bytes("frame_origin"));
  item.top_site = row.text("top_frame_site");
  return item;
}

std::optional<Item> by_storage_key(const SqliteRow& row) {
  return owned_item(Store::HttpCache, parse_storage_key(row.bytes("storage_key")));
}

RowStore reporting_rows() {
  return {
      .version_min = 1,
      .version_max = 2,
      .kinds = {{"nel_policies", "SELECT rowid AS id, origin_host FROM nel_policies", by_host,
                 "DELETE FROM nel_policies WHERE rowid = ?1"},
                {"reporting_endpoints", "SELECT rowid AS id, origin_host FROM reporting_endpoints",
                 by_host, "DELETE FROM reporting_endpoints WHERE rowid = ?1"},
                {"reporting_endpoint_groups",
                 "SELECT rowid AS id, origin_host FROM reporting_endpoint_groups", by_host,
                 "DELETE FROM reporting_endpoint_groups WHERE rowid = ?1"}}};
}

RowStore dictionary_rows() {
  return {.kinds = {{"dictionaries",
                     "SELECT primary_key AS id, frame_origin, top_frame_site FROM dictionaries",
                     by_frame, ""}}};
}

RowStore salt_rows() {
  return {
      .version_min = 1,
      .version_max = 3,
      .kinds = {{"media_device_salts", "SELECT rowid AS id, storage_key FROM media_device_salts",
                 by_storage_key, "DELETE FROM media_device_salts WHERE rowid = ?1"}}};
}

// Dictionaries lie in a cache of their own and can be fetched again, so they go all together.
Result<void> erase_dictionaries(Erasing& erasing) {
  const fs::path folder = network_file(erasing.profile(), "Shared Dictionary");
  Scan scan;
  Reading reading(erasing.profile(), 0, scan);
  read_rows(reading, folder / "db", dictionary_rows());
  bool any_goes = !scan.problems.empty();
  for (const Item& item : scan.items) any_goes = erasing.goes(item) || any_goes;
  return any_goes ? erasing.remove(folder) : Result<void>();
}

// `net.http_server_properties.servers`: what each server can do, by its address and by the site
// that asked (net/http/http_server_properties_manager.cc).
bool server_goes(Erasing& erasing, const json::value& server) {
  const json::object* record = server.if_object();
  const json::value* name = record == nullptr ? nullptr : record->if_contains("server");
  if (name == nullptr || !name->is_string()) return true;
  return erasing.goes(item_of_url(Store::HttpCache, name->get_string()));
}

Result<void> erase_servers(Erasing& erasing) {
  const fs::path file = network_file(erasing.profile(), "Network Persistent State");
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
  TRY(erasing.before_change(file));
  *servers = std::move(kept);
  return replace_file(file, json::serialize(document));
}

}  // namespace

Result<void> erase_network_state(Erasing& erasing) {
  TRY(erase_rows(erasing, network_file(erasing.profile(), "Reporting and NEL"), reporting_rows()));
  TRY(erase_rows(erasing, erasing.profile().folder / "MediaDeviceSalts", salt_rows()));
  TRY(erase_dictionaries(erasing));
  return erase_servers(erasing);
}

}  // namespace glassjar::browsers::chromium

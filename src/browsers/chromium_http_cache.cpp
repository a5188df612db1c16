// The HTTP cache: validators, which a site can use as an identifier. The simple form is a file an
// entry, the SQL form rows in `sqldb0`…; the block-file form of other systems can only go whole.
#include <array>

#include "browser_files/text_forms.h"
#include "browsers/chromium_cache_folder.h"
#include "browsers/chromium_stores.h"
#include "browsers/rows.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::ResponseHeaders;
using browser_files::SimpleCacheEntry;
using cookies::Item;
using cookies::Store;

// "1/0/_dk_s_<top site> <frame site> <url>", or "1/0/<url>" where the cache is not partitioned
// (net/http/http_cache.cc, GenerateCacheKey). Compiled code: "_key<url> \n<owner>".
constexpr std::string_view kPartitioned = "_dk_";
constexpr std::string_view kCode = "_key";

// The HTTP cache's SQL form, whose meta counts what it holds.
constexpr int64_t kVersionMin = 1;
constexpr int64_t kVersionMax = 8;

std::string_view url_from(std::string_view text) {
  const size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const size_t begin = text.find_last_of("/_ \n", scheme_end - 1);
  return text.substr(begin == std::string_view::npos ? 0 : begin + 1);
}

Item item_of_key(std::string_view key) {
  const size_t partition = key.find(kPartitioned);
  if (partition == std::string_view::npos) return item_of_url(Store::HttpCache, url_from(key));
  std::string_view rest = key.substr(partition + kPartitioned.size());
  Item item = item_of_url(Store::HttpCache, rest.substr(rest.rfind(' ') + 1));
  item.top_site = browser_files::text_or_hex(url_from(rest.substr(0, rest.find(' '))));
  return item;
}

// Compiled code belongs to whoever ran it.
Item item_of_code(std::string_view key) {
  if (key.starts_with(kCode)) key.remove_prefix(kCode.size());
  const size_t owner = key.find(" \n");
  Item item = item_of_url(Store::HttpCache, url_from(key.substr(0, owner)));
  if (owner != std::string_view::npos) item.top_site = url_from(key.substr(owner));
  return item;
}

bool set_validator(Item& item, const ResponseHeaders& headers) {
  const std::string& validator = headers.etag.empty() ? headers.last_modified : headers.etag;
  if (validator.empty()) return false;
  item.value = browser_files::text_or_hex(validator);
  item.bytes = validator.size();
  item.created = time_of(headers.received);
  return true;
}

Item item_of_row(const SqliteRow& row) {
  Item item = item_of_key(row.bytes("cache_key"));
  item.last_used = time_of(row.integer("last_used"));
  return item;
}

std::optional<Item> with_validator(const SqliteRow& row, int64_t) {
  Item item = item_of_row(row);
  if (is_browsers_own(item.origin) ||
      !set_validator(item, browser_files::read_response_headers(row.bytes("head"))))
    return std::nullopt;
  return item;
}

std::optional<Item> without_validator(const SqliteRow& row, int64_t version) {
  Item item = item_of_row(row);
  if (is_browsers_own(item.origin) || with_validator(row, version)) return std::nullopt;
  return item;
}

RowKind response_kind(std::optional<Item> (*item_of)(const SqliteRow&, int64_t), bool listed) {
  return {.table = "resources",
          .select = "SELECT res_id AS id, cache_key, last_used, head FROM resources",
          .item_of = item_of,
          .remove = "DELETE FROM resources WHERE res_id = ?1",
          .listed = listed};
}

RowStore sql_rows() {
  return {.version_min = kVersionMin,
          .version_max = kVersionMax,
          .kinds = {response_kind(with_validator, /*listed=*/true),
                    response_kind(without_validator, /*listed=*/false)},
          .cleanups = {"DELETE FROM blobs WHERE res_id NOT IN (SELECT res_id FROM resources)",
                       "UPDATE meta SET value = (SELECT count(*) FROM resources WHERE doomed = 0) "
                       "WHERE key = 'EntryCount'",
                       "UPDATE meta SET value = (SELECT coalesce(sum(bytes_usage), 0) FROM "
                       "resources WHERE doomed = 0) WHERE key = 'TotalSize'"},
          .version_in = VersionIn::Meta};
}

// "sqldb0", not its journal.
bool is_sql_shard(std::string_view name) {
  return name.starts_with("sqldb") && name.find('-') == std::string_view::npos;
}

void read_simple(Reading& reading, const fs::path& folder) {
  const auto add = [&](const std::string& name, const SimpleCacheEntry& entry) {
    Item item = item_of_key(entry.key);
    if (!is_browsers_own(item.origin) &&
        set_validator(item, browser_files::read_response_headers(entry.stream0)))
      reading.add(std::move(item), folder / name);
  };
  for_each_cache_entry(folder, add, [&](const std::string& name, const std::string& why) {
    reading.problem(folder / name, why);
  });
}

// The files of the block-file form; none of them can be taken out alone.
Result<void> erase_block_files(Erasing& erasing, const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / "data_0", ignored)) return {};
  for (const std::string& name : names_in(folder))
    if (name == "index" || name.starts_with("data_") || name.starts_with("f_"))
      TRY(erasing.remove(folder / name));
  erasing.leave("HTTP cache: of this form nothing can be taken out alone, so all of it went");
  return {};
}

}  // namespace

void read_http_cache(Reading& reading) {
  for (const fs::path& cache : cache_folders(reading.profile, "Cache")) {
    const fs::path folder = cache / "Cache_Data";
    read_simple(reading, folder);
    for (const std::string& name : names_in(folder))
      if (is_sql_shard(name)) read_rows(reading, folder / name, sql_rows());
  }
}

// Every response that goes, with or without a validator; compiled code; and the journal of which
// parts of a URL do not matter, which the browser fills again.
Result<void> erase_http_cache(Erasing& erasing) {
  const auto response_goes = [&erasing](const SimpleCacheEntry& entry) {
    Item item = item_of_key(entry.key);
    if (is_browsers_own(item.origin)) return false;
    return set_validator(item, browser_files::read_response_headers(entry.stream0))
               ? erasing.goes(item)
               : erasing.goes_uncounted(item);
  };
  for (const fs::path& cache : cache_folders(erasing.profile, "Cache")) {
    const fs::path folder = cache / "Cache_Data";
    TRY(erase_block_files(erasing, folder));
    TRY(erase_cache_entries(erasing, folder, response_goes));
    for (const std::string& name : names_in(folder))
      if (is_sql_shard(name)) TRY(erase_rows(erasing, folder / name, sql_rows()));
    for (const char* name : {"snapshot.baf", "journal.baj"})
      TRY(erasing.remove(cache / "No_Vary_Search" / name));
  }
  for (const fs::path& code : cache_folders(erasing.profile, "Code Cache"))
    for (const char* kind : {"js", "wasm", "webui_js"})
      TRY(erase_cache_entries(erasing, code / kind, [&erasing](const SimpleCacheEntry& entry) {
        const Item item = item_of_code(entry.key);
        return entry.key.starts_with(kCode) && !is_browsers_own(item.origin) &&
               erasing.goes_uncounted(item);
      }));
  return {};
}

}  // namespace glassjar::browsers::chromium

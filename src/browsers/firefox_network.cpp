// Network state that sites can write into: cached responses, HSTS, and the list of service workers.
#include <charconv>

#include "base/file.h"
#include "browser_files/cache2_entry.h"
#include "browser_files/data_storage.h"
#include "browser_files/service_worker_list.h"
#include "browser_files/text_forms.h"
#include "browsers/firefox_origin.h"
#include "browsers/firefox_stores.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::firefox {
namespace {

namespace fs = std::filesystem;
using browser_files::Cache2Entry;
using browser_files::DataStorageRecord;
using browser_files::ServiceWorkerList;
using browser_files::text_or_hex;
using cookies::Item;
using cookies::Store;

constexpr int64_t kMillisecondsMax = int64_t{1} << 46;

fs::path cache_of(const Profile& profile) { return profile.cache_folder / "cache2"; }
fs::path hsts_of(const Profile& profile) { return profile.folder / "SiteSecurityServiceState.bin"; }
fs::path workers_of(const Profile& profile) { return profile.folder / "serviceworker.txt"; }

Item cached_item(const Cache2Entry& entry) {
  const browser_files::Cache2Key key = browser_files::parse_cache2_key(entry.key);
  Item item =
      item_of(Store::HttpCache, parse_origin(key.url, key.origin_attributes), text_or_hex(key.url));
  forget_own_partition(item);
  const std::string_view head = entry.element("response-head");
  const std::string_view etag = browser_files::header_value(head, "etag");
  const std::string_view modified = browser_files::header_value(head, "last-modified");
  if (!etag.empty() || !modified.empty()) item.value = text_or_hex(etag.empty() ? modified : etag);
  item.bytes = entry.body_bytes;
  item.last_used = entry.last_fetched;
  item.created = entry.last_modified;
  item.expires = entry.expires;
  return item;
}

// "expiry in ms,state,include subdomains" of "host^attributes"; before Firefox 102 ":HSTS" behind.
Item hsts_item(const DataStorageRecord& record) {
  const std::string_view key = record.key;
  const std::string_view host = key.substr(0, key.find_first_of("^:"));
  const size_t attributes = key.find('^');
  Item item;
  item.store = Store::Hsts;
  item.host = text_or_hex(cookies::normal_host(host));
  item.name = item.host;
  if (attributes != std::string_view::npos) {
    const OriginAttributes parsed = parse_origin_attributes(key.substr(attributes));
    item.top_site = parsed.top_site;
    item.container = parsed.container;
    forget_own_partition(item);
  }
  item.secure = true;
  int64_t expiry = 0;
  std::from_chars(record.value.data(), record.value.data() + record.value.size(), expiry);
  if (expiry > 0 && expiry < kMillisecondsMax) item.expires = TimePoint(milliseconds(expiry));
  item.last_used = TimePoint(days(record.day));
  return item;
}

Item worker_item(const browser_files::ServiceWorkerRecord& worker) {
  Item item = item_of(Store::ServiceWorker, parse_origin(worker.scope, worker.origin_attributes),
                      text_or_hex(worker.scope));
  item.value = text_or_hex(worker.script);
  item.bytes = worker.script.size();
  return item;
}

bool is_of_site(const browser_files::ServiceWorkerRecord& worker) {
  return parse_origin(worker.scope).is_of_site();
}

// What is listed is what is counted.
bool is_listed(const Item& cached) { return cached.value && !cached.host.empty(); }

bool goes(Erasing& erasing, const Item& cached) {
  return is_listed(cached) ? erasing.goes(cached) : erasing.goes_uncounted(cached);
}

Result<ServiceWorkerList> read_workers(const fs::path& file) {
  const std::string content = TRY(read_file(file));
  return browser_files::read_service_worker_list(content);
}

}  // namespace

// Only responses that a browser asks about again, for their validator can tell one browser from
// another.
void read_http_cache(Reading& reading) {
  const fs::path folder = cache_of(reading.profile) / "entries";
  for (const std::string& name : names_in(folder)) {
    const auto entry = browser_files::read_cache2_entry(folder / name);
    // The browser drops what is torn, too.
    if (!entry) continue;
    Item item = cached_item(*entry);
    if (is_listed(item)) reading.add(std::move(item), folder / name);
  }
}

// Every response goes that is not kept, with or without a validator, and those that nobody can
// read.
Result<void> erase_http_cache(Erasing& erasing) {
  const fs::path cache = cache_of(erasing.profile);
  bool changed = false;
  for (const std::string& name : names_in(cache / "entries")) {
    const auto entry = browser_files::read_cache2_entry(cache / "entries" / name);
    if (entry && !goes(erasing, cached_item(*entry))) continue;
    TRY(erasing.remove(cache / "entries" / name));
    changed = true;
  }
  // Responses on their way out, and the index, which Firefox makes anew.
  for (const std::string& name : names_in(cache / "doomed"))
    TRY(erasing.remove(cache / "doomed" / name));
  if (!changed) return {};
  for (const char* name : {"index", "index.log", "index.tmp"}) TRY(erasing.remove(cache / name));
  return {};
}

void read_hsts(Reading& reading) {
  const fs::path file = hsts_of(reading.profile);
  const Result<std::string> content = read_file(file);
  if (reading.failed(file, content)) return;
  for (const DataStorageRecord& record : browser_files::read_data_storage(*content))
    reading.add(hsts_item(record), file);
}

Result<void> erase_hsts(Erasing& erasing) {
  const fs::path file = hsts_of(erasing.profile);
  const Result<std::string> content = read_file(file);
  if (!content) return {};
  auto records = browser_files::read_data_storage(*content);
  const size_t before = records.size();
  std::erase_if(records, [&](const auto& record) { return erasing.goes(hsts_item(record)); });
  if (records.size() == before) return {};
  return erasing.replace(file, browser_files::write_data_storage(records));
}

void read_service_workers(Reading& reading) {
  const fs::path file = workers_of(reading.profile);
  const Result<ServiceWorkerList> list = read_workers(file);
  if (reading.failed(file, list)) return;
  for (const auto& worker : list->workers)
    if (is_of_site(worker)) reading.add(worker_item(worker), file);
}

Result<void> erase_service_workers(Erasing& erasing) {
  const fs::path file = workers_of(erasing.profile);
  Result<ServiceWorkerList> list = read_workers(file);
  if (!list) {
    if (list.error().code != ErrorCode::NotFound) erasing.leave(list.error().message);
    return {};
  }
  if (list->version > ServiceWorkerList::kVersionKnown) {
    erasing.leave(
        fmt::format("serviceworker.txt: version {} is not known here, so nothing in it "
                    "was changed",
                    list->version));
    return {};
  }
  const size_t before = list->workers.size();
  std::erase_if(list->workers, [&](const auto& worker) {
    return is_of_site(worker) && erasing.goes(worker_item(worker));
  });
  if (list->workers.size() == before) return {};
  return erasing.replace(file, browser_files::write_service_worker_list(*list));
}

}  // namespace glassjar::browsers::firefox

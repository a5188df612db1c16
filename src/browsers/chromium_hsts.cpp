// HSTS: `TransportSecurity`, a JSON file that names hosts by the hash of their DNS form.
#include <openssl/sha.h>

#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <set>

#include "base/encoding.h"
#include "base/file.h"
#include "browsers/chromium_stores.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using cookies::Item;
using cookies::Store;

constexpr size_t kFileBytesMax = 32 << 20;
constexpr int64_t kVersion = 2;
constexpr double kLatestSecond = 1e11;

// SHA-256 of the labels, each after its length, and the root's zero, in base64url without padding.
std::string hash_of(std::string_view host) {
  std::string wire;
  while (!host.empty()) {
    const std::string_view label = host.substr(0, host.find('.'));
    if (label.empty() || label.size() > 63) return {};
    wire += static_cast<char>(label.size());
    wire += label;
    host.remove_prefix(std::min(host.size(), label.size() + 1));
  }
  wire += '\0';
  std::array<uint8_t, SHA256_DIGEST_LENGTH> hash{};
  SHA256(as_bytes(wire).data(), wire.size(), hash.data());
  return to_base64url(hash);
}

// Base64 as the file has it, in the alphabet of URLs and without padding.
std::string normal_base64(std::string_view text) {
  std::string out;
  for (const char each : text)
    if (each != '=') out += each == '+' ? '-' : each == '/' ? '_' : each;
  return out;
}

// Every host of the items, and the domains above it, by their hashes.
std::map<std::string, std::string> hosts_by_hash(const std::vector<Item>& items) {
  std::set<std::string, std::less<>> hosts;
  std::map<std::string, std::string> by_hash;
  for (const Item& item : items) {
    std::string_view host = item.host;
    while (!host.empty() && hosts.emplace(host).second) {
      by_hash.emplace(hash_of(host), host);
      const size_t dot = host.find('.');
      host = dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
    }
  }
  return by_hash;
}

std::optional<TimePoint> time_at(const json::object& record, std::string_view member) {
  const json::value* value = record.if_contains(member);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double seconds_since_1970 = value->to_number<double>();
  if (!(seconds_since_1970 > 0 && seconds_since_1970 < kLatestSecond)) return std::nullopt;
  return TimePoint(microseconds(std::llround(seconds_since_1970 * 1e6)));
}

std::string text_at(const json::object& record, std::string_view member) {
  const json::value* value = record.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// The file, and its list of records.
Result<json::object> read_document(const fs::path& file) {
  const std::string text = TRY(read_file(file, kFileBytesMax));
  boost::system::error_code error;
  json::value document = json::parse(text, error, {}, {.max_depth = 8});
  if (error || !document.is_object())
    return fail(ErrorCode::DataLoss, "read \"{}\": not a JSON object", file.filename().string());
  return std::move(document.get_object());
}

json::array* records_of(json::object& document) {
  json::value* records = document.if_contains("sts");
  return records == nullptr ? nullptr : records->if_array();
}

Item item_of(const json::object& record, const std::map<std::string, std::string>& hosts) {
  Item item;
  item.store = Store::Hsts;
  const std::string hash = text_at(record, "host");
  const auto host = hosts.find(normal_base64(hash));
  if (host != hosts.end()) {
    item.host = host->second;
    item.name = host->second;
  } else {
    item.name = hash;
  }
  item.secure = true;
  item.created = time_at(record, "sts_observed");
  item.expires = time_at(record, "expiry");
  return item;
}

}  // namespace

void read_hsts(Reading& reading) {
  const fs::path file = network_file(reading.profile, "TransportSecurity");
  Result<json::object> document = read_document(file);
  if (reading.failed(file, document)) return;
  const json::array* records = records_of(*document);
  if (records == nullptr) return;
  const auto hosts = hosts_by_hash(reading.items());
  for (const json::value& record : *records) {
    if (!record.is_object()) continue;
    reading.add(item_of(record.get_object(), hosts), file);
  }
}

// Before every other store is emptied: their hosts are what tells the hashes.
Result<void> erase_hsts(Erasing& erasing) {
  const fs::path file = network_file(erasing.profile, "TransportSecurity");
  Result<json::object> document = read_document(file);
  if (!document) {
    if (document.error().code != ErrorCode::NotFound) erasing.leave(document.error().message);
    return {};
  }
  json::array* records = records_of(*document);
  if (records == nullptr || records->empty()) return {};
  const json::value* version = document->if_contains("version");
  if (version == nullptr || !version->is_int64() || version->get_int64() != kVersion) {
    erasing.leave("TransportSecurity: its version is not known here, so nothing in it was changed");
    return {};
  }
  Scan scan;
  read_chromium_profile(erasing.profile, 0, scan);
  const auto hosts = hosts_by_hash(scan.items);
  json::array kept;
  for (json::value& record : *records)
    if (!record.is_object() || !erasing.goes(item_of(record.get_object(), hosts)))
      kept.push_back(record);
  if (kept.size() == records->size()) return {};
  *records = std::move(kept);
  return erasing.replace(file, json::serialize(*document));
}

}  // namespace glassjar::browsers::chromium

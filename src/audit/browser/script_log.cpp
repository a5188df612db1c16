// Reports of data/record.js.
#include "audit/browser/script_log.h"

#include <boost/json/parse.hpp>

#include "audit/address.h"
#include "audit/json_fields.h"

namespace glassjar::audit::browser {
namespace {

namespace json = boost::json;

constexpr size_t kPayloadBytesMax = 64 * 1024;
constexpr size_t kDepthMax = 4;

}  // namespace

bool take_report(std::string_view payload, const Moment& at, Observation& into) {
  if (payload.size() > kPayloadBytesMax) return false;
  json::parse_options options;
  options.max_depth = kDepthMax;
  boost::system::error_code error;
  const json::value parsed = json::parse(payload, error, {}, options);
  if (error || !parsed.is_object()) return false;
  const json::object& report = parsed.get_object();
  const std::string_view kind = text_field(report, "kind");
  const std::string script(text_field(report, "script"));
  const std::string document(text_field(report, "document"));
  if (kind == "cookie") {
    if (into.cookies_set.size() >= kRecordsMax) return false;
    into.cookies_set.push_back(CookieSet{.at = at,
                                         .by_script = true,
                                         .setter = script,
                                         .url = document,
                                         .line = std::string(text_field(report, "line"))});
    return true;
  }
  if (kind == "fingerprint") {
    if (into.fingerprints.size() >= kRecordsMax) return false;
    into.fingerprints.push_back(
        FingerprintSign{.at = at,
                        .technique = std::string(text_field(report, "technique")),
                        .script = script,
                        .evidence = std::string(text_field(report, "evidence"))});
    return true;
  }
  const auto store = cookies::parse_store(kind);
  if (!store || *store == cookies::Store::Cookie || into.storage.size() >= kRecordsMax)
    return false;
  into.storage.push_back(StorageSeen{.at = at,
                                     .store = *store,
                                     .origin = origin_of(document),
                                     .name = std::string(text_field(report, "name")),
                                     .value = std::string(text_field(report, "value")),
                                     .script = script});
  return true;
}

}  // namespace glassjar::audit::browser

// Items, profiles and problems as JSON objects.
#include "cookies_command/item_json.h"

#include <algorithm>

#include "cookies_command/printable.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;

// Enough for the characters looked at, whatever their length in UTF-8.
constexpr size_t kPrefixBytes = 4 * 2 * kPrefixColumns;

json::value time_or_null(const std::optional<TimePoint>& time) {
  if (!time) return nullptr;
  return json::string(to_iso(*time));
}

std::string_view id_of_same_site(cookies::SameSite same_site) {
  switch (same_site) {
    case cookies::SameSite::Unset:
      return "unset";
    case cookies::SameSite::None:
      return "none";
    case cookies::SameSite::Lax:
      return "lax";
    case cookies::SameSite::Strict:
      return "strict";
  }
  return "";
}

std::string_view id_of_set_by(cookies::SetBy set_by) {
  switch (set_by) {
    case cookies::SetBy::Unknown:
      return "unknown";
    case cookies::SetBy::Header:
      return "header";
    case cookies::SetBy::Script:
      return "script";
  }
  return "";
}

}  // namespace

std::string prefix_of(std::string_view value) {
  if (value.empty()) return {};
  // Half of a short value at most: four of five characters would be as good as all.
  const std::string text = printable(value.substr(0, kPrefixBytes));
  const size_t columns = std::min(kPrefixColumns, columns_of(text) / 2);
  return cut_to_columns(text + "  ", columns + 1);
}

json::object to_json(const cookies::Item& item, Values values) {
  json::object out = {
      {"store", cookies::id_of(item.store)},
      {"profile", item.profile},
      {"host", item.host},
      {"origin", item.origin},
      {"top_site", item.top_site},
      {"container", item.container},
      {"name", item.name},
      {"bytes", item.bytes},
      {"path", item.path},
      {"host_only", item.host_only},
      {"secure", item.secure},
      {"http_only", item.http_only},
      {"persistent", item.persistent},
      {"same_site", id_of_same_site(item.same_site)},
      {"set_by", id_of_set_by(item.set_by)},
      {"created", time_or_null(item.created)},
      {"last_used", time_or_null(item.last_used)},
      {"expires", time_or_null(item.expires)},
      {"file", item.file},
      {"unread", nullptr},
  };
  if (item.unread != cookies::Unread::No) out["unread"] = cookies::id_of(item.unread);
  const char* key = values == Values::Full ? "value" : "value_prefix";
  json::value& value = out[key];
  if (item.value) value = values == Values::Full ? *item.value : prefix_of(*item.value);
  return out;
}

json::object to_json(const browsers::Profile& profile) {
  return {
      {"browser", profile.browser},
      {"family", profile.family == browsers::Family::Chromium ? "chromium" : "firefox"},
      {"name", profile.name},
      {"folder", profile.folder.string()},
      {"cache_folder", profile.cache_folder.string()},
  };
}

json::object to_json(const browsers::Problem& problem) {
  return {{"profile", problem.profile}, {"file", problem.file}, {"why", problem.why}};
}

}  // namespace glassjar::cookies_command

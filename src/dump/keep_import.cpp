// Reading of other programs' keep lists.
#include "dump/keep_import.h"

#include <boost/json.hpp>
#include <filesystem>

#include "base/ascii.h"
#include "base/file.h"
#include "browser_files/sqlite_copy.h"
#include "dump/profile_json.h"

namespace glassjar::dump {
namespace {

namespace json = boost::json;

constexpr size_t kImportBytesMax = 64 << 20;
constexpr size_t kSkippedMax = 1000;
constexpr size_t kJsonDepthMax = 32;
constexpr std::string_view kDatabaseMagic{"SQLite format 3\0", 16};
// Firefox's nsIPermissionManager::ALLOW_ACTION; Chromium's CONTENT_SETTING_ALLOW.
constexpr int64_t kAllowed = 1;

void add(ImportedKeeps& into, std::string_view entry) {
  if (into.list.sites().size() >= KeepList::kSitesMax) return;
  Result<std::string> site = site_named(entry);
  if (site)
    into.list.add(std::move(*site));
  else if (into.skipped.size() < kSkippedMax)
    into.skipped.push_back(site.error().message);
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  return member != nullptr ? member->if_object() : nullptr;
}

// Keys are pairs of patterns, "https://[*.]example.org:443,*": ContentSettingsPatternPair in
// components/content_settings/core/common/content_settings_pattern_parser.cc.
ImportedKeeps from_chromium(const json::object& exceptions) {
  ImportedKeeps keeps{"Chromium's cookie exceptions", {}, {}};
  for (const auto& [key, value] : exceptions) {
    const json::object* exception = value.if_object();
    if (exception == nullptr || count_of(*exception, "setting") != kAllowed) continue;
    std::string pattern(std::string_view(key).substr(0, key.find(',')));
    if (const size_t any = pattern.find("[*.]"); any != std::string::npos) pattern.erase(any, 4);
    add(keeps, pattern);
  }
  return keeps;
}

ImportedKeeps from_cookie_autodelete(const json::object& lists) {
  ImportedKeeps keeps{"Cookie AutoDelete", {}, {}};
  for (const auto& [container, entries] : lists) {
    if (!entries.is_array()) continue;
    for (const json::value& each : entries.get_array()) {
      const json::object* entry = each.if_object();
      // GREY is kept until the browser ends only.
      if (entry == nullptr || text_of(*entry, "listType") != "WHITE") continue;
      const std::string expression = text_of(*entry, "expression");
      if (expression.starts_with('/'))
        keeps.skipped.push_back(fmt::format("\"{}\": a regular expression", expression));
      else
        add(keeps, expression);
    }
  }
  return keeps;
}

bool is_cookie_autodelete(const json::object& object) {
  for (const auto& [key, value] : object) {
    const json::array* entries = value.if_array();
    const json::object* first =
        entries != nullptr && !entries->empty() ? entries->front().if_object() : nullptr;
    if (first != nullptr && first->contains("expression")) return true;
  }
  return false;
}

Result<ImportedKeeps> from_json(const json::value& value) {
  if (const json::array* hosts = value.if_array()) {
    ImportedKeeps keeps{"BleachBit", {}, {}};
    for (const json::value& each : *hosts)
      if (const json::string* host = each.if_string()) add(keeps, *host);
    return keeps;
  }
  const json::object* root = value.if_object();
  const json::object* object = root;
  for (const char* key : {"profile", "content_settings", "exceptions", "cookies"})
    if (object != nullptr) object = object_at(*object, key);
  if (object != nullptr) return from_chromium(*object);
  if (root != nullptr && is_cookie_autodelete(*root)) return from_cookie_autodelete(*root);
  return fail(ErrorCode::InvalidArgument,
              "JSON, but neither Chromium's Preferences with cookie exceptions nor a list of "
              "Cookie AutoDelete or BleachBit");
}

// `CookiesToSave=a.org|b.org`, or with quotes as a registry export has it.
ImportedKeeps from_ccleaner(std::string_view rest) {
  ImportedKeeps keeps{"CCleaner", {}, {}};
  rest = rest.substr(0, rest.find_first_of("\r\n"));
  cut_until(rest, '=');
  while (!rest.empty()) {
    const std::string_view host = trimmed(cut_until(rest, '|'), "\"");
    if (!host.empty()) add(keeps, host);
  }
  return keeps;
}

Result<ImportedKeeps> from_firefox(const std::filesystem::path& file) {
  const browser_files::SqliteCopy database = TRY(browser_files::SqliteCopy::open(file));
  ImportedKeeps keeps{"Firefox's cookie permissions", {}, {}};
  TRY(database.for_each("SELECT origin FROM moz_perms WHERE type = 'cookie' AND permission = ?1",
                        {kAllowed}, [&](const browser_files::SqliteRow& row) {
                          const std::string_view origin = row.bytes("origin");
                          add(keeps, origin.substr(0, origin.find('^')));
                        }));
  return keeps;
}

std::filesystem::path file_in(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return path;
  for (const char* name : {"permissions.sqlite", "Preferences"})
    if (std::filesystem::exists(path / name)) return path / name;
  return path;
}

}  // namespace

Result<ImportedKeeps> import_keeps_text(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const size_t at = text.find("CookiesToSave"); at != std::string_view::npos)
    return from_ccleaner(text.substr(at));
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) {
    json::error_code error;
    json::parse_options options;
    options.max_depth = kJsonDepthMax;
    const json::value value =
        json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    if (error) return fail(ErrorCode::InvalidArgument, "JSON that does not end well");
    return from_json(value);
  }
  ImportedKeeps keeps{"a list of sites", {}, {}};
  keeps.list = TRY(KeepList::parse(text));
  return keeps;
}

Result<ImportedKeeps> import_keeps(const std::filesystem::path& path) {
  const std::filesystem::path file = file_in(path);
  const Result<std::string> text = read_file(file, kImportBytesMax);
  if (!text) return unexpected(text.error());
  Result<ImportedKeeps> keeps =
      text->starts_with(kDatabaseMagic) ? from_firefox(file) : import_keeps_text(*text);
  if (!keeps)
    return fail(keeps.error().code, "import the keep list \"{}\": {}", file.string(),
                keeps.error().message);
  return keeps;
}

}  // namespace glassjar::dump

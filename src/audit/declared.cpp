// Reading and writing declared lists.
#include "audit/declared.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "audit/address.h"
#include "audit/csv.h"
#include "audit/json_fields.h"
#include "base/ascii.h"
#include "base/csv.h"
#include "cookies/registrable_domain.h"

namespace glassjar::audit {
namespace {

namespace json = boost::json;

constexpr size_t kDepthMax = 8;

// The database's headings, and the spellings that site owners' own tables have.
struct Column {
  std::string Declared::* field;
  std::string_view heading;  // as the database writes it
  std::string_view json_key;
  std::array<std::string_view, 3> also;  // lower case
};
constexpr Column kColumns[] = {
    {&Declared::id, "ID", "id", {}},
    {&Declared::platform, "Platform", "platform", {"service", "vendor"}},
    {&Declared::category, "Category", "category", {"purpose", "type"}},
    {&Declared::name, "Cookie / Data Key name", "cookie", {"name", "cookie name", "key"}},
    {&Declared::domain, "Domain", "domain", {"host"}},
    {&Declared::description, "Description", "description", {}},
    {&Declared::retention,
     "Retention period",
     "retentionPeriod",
     {"retention", "lifetime", "expiry"}},
    {&Declared::controller, "Data Controller", "dataController", {"controller", "provider"}},
    {&Declared::privacy_link, "User Privacy & GDPR Rights Portals", "privacyLink", {"privacy"}},
};
constexpr std::string_view kWildcardHeading = "Wildcard match";
constexpr std::string_view kWildcardKey = "wildcardMatch";

const Column* column_of(std::string_view heading) {
  const std::string name = lowered(heading);
  for (const Column& column : kColumns) {
    if (name == lowered(column.heading) || name == lowered(column.json_key)) return &column;
    for (const std::string_view other : column.also)
      if (!other.empty() && name == other) return &column;
  }
  return nullptr;
}

// A name written with a star at its end stands for all that begin so.
void take_star(Declared& entry) {
  if (!entry.name.ends_with('*')) return;
  entry.name.pop_back();
  entry.wildcard = true;
}

Result<std::vector<Declared>> parse_csv_list(std::string_view text) {
  const auto rows = TRY(parse_csv(text));
  if (rows.empty()) return fail(ErrorCode::InvalidArgument, "declared list: it is empty");
  const std::vector<std::string>& headings = rows[0];
  const bool has_names =
      std::any_of(headings.begin(), headings.end(), [](const std::string& heading) {
        const Column* column = column_of(heading);
        return column != nullptr && column->field == &Declared::name;
      });
  if (!has_names)
    return fail(ErrorCode::InvalidArgument,
                "declared list: its first line has no heading \"Cookie / Data Key name\"");
  std::vector<Declared> list;
  for (size_t i = 1; i < rows.size(); ++i) {
    Declared entry;
    for (size_t j = 0; j < std::min(headings.size(), rows[i].size()); ++j) {
      if (const Column* column = column_of(headings[j]))
        entry.*(column->field) = rows[i][j];
      else if (lowered(headings[j]) == lowered(kWildcardHeading))
        entry.wildcard = rows[i][j] == "1";
    }
    if (entry.name.empty())
      return fail(ErrorCode::InvalidArgument, "declared list: line {}: no cookie's name", i + 1);
    take_star(entry);
    list.push_back(std::move(entry));
  }
  return list;
}

Result<void> add_json_entry(const json::value& value, std::string_view platform,
                            std::vector<Declared>& list) {
  Declared entry;
  entry.platform = platform;
  if (value.is_object())
    for (const auto& [key, field] : value.get_object()) {
      const Column* column = column_of({key.data(), key.size()});
      if (column != nullptr && field.is_string())
        entry.*(column->field) = field.get_string().c_str();
      if (std::string_view(key.data(), key.size()) == kWildcardKey)
        entry.wildcard =
            field == json::value("1") || field == json::value(true) || field == json::value(1);
    }
  if (entry.name.empty())
    return fail(ErrorCode::InvalidArgument, "declared list: entry {} of \"{}\": no cookie's name",
                list.size() + 1, platform);
  take_star(entry);
  list.push_back(std::move(entry));
  return {};
}

Result<std::vector<Declared>> parse_json_list(std::string_view text) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  boost::system::error_code error;
  const json::value parsed = json::parse(text, error, {}, options);
  if (error) return fail(ErrorCode::InvalidArgument, "declared list: no JSON: {}", error.message());
  std::vector<Declared> list;
  if (parsed.is_array())
    for (const json::value& entry : parsed.get_array()) TRY(add_json_entry(entry, "", list));
  if (parsed.is_object())
    for (const auto& [platform, entries] : parsed.get_object()) {
      if (!entries.is_array())
        return fail(ErrorCode::InvalidArgument, "declared list: \"{}\": want an array",
                    std::string_view(platform.data(), platform.size()));
      for (const json::value& entry : entries.get_array())
        TRY(add_json_entry(entry, {platform.data(), platform.size()}, list));
    }
  return list;
}

}  // namespace

Result<std::vector<Declared>> parse_declared(std::string_view text) {
  if (text.size() > kDeclaredBytesMax)
    return fail(ErrorCode::TooLarge, "declared list: at most {} bytes", kDeclaredBytesMax);
  const size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool is_json =
      first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
  std::vector<Declared> list =
      TRY(is_json ? parse_json_list(text.substr(first)) : parse_csv_list(text));
  if (list.size() > kDeclaredMax)
    return fail(ErrorCode::TooLarge, "declared list: at most {} entries", kDeclaredMax);
  return list;
}

std::vector<std::string> Declared::hosts() const {
  std::vector<std::string> found;
  std::string_view rest = domain;
  constexpr std::string_view kBetween = " ,;()/|\t";
  while (!rest.empty()) {
    const size_t end = std::min(rest.find_first_of(kBetween), rest.size());
    const std::string host = cookies::normal_host(rest.substr(0, end));
    if (host.find('.') != std::string::npos) found.push_back(host);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

cookies::Party Declared::party(std::string_view site) const {
  const std::string words = lowered(domain);
  const auto says = [&](std::string_view what) { return words.find(what) != std::string::npos; };
  if (says("3rd") || says("third")) return cookies::Party::Third;
  if (says("1st") || says("first")) return cookies::Party::First;
  for (const std::string& host : hosts())
    if (cookies::site_of(std::string_view(host)) != site) return cookies::Party::Third;
  return cookies::Party::First;
}

bool Declared::matches_name(std::string_view item_name) const {
  return wildcard ? item_name.starts_with(name) : item_name == name;
}

std::string declared_csv(const std::vector<Declared>& list) {
  std::vector<std::string> headings;
  for (const Column& column : kColumns) headings.emplace_back(column.heading);
  headings.emplace_back(kWildcardHeading);
  std::string text = csv_row(headings);
  for (const Declared& entry : list) {
    std::vector<std::string> row;
    for (const Column& column : kColumns) row.push_back(entry.*(column.field));
    row.emplace_back(entry.wildcard ? "1" : "0");
    text += csv_row(row);
  }
  return text;
}

std::string declared_json(const std::vector<Declared>& list) {
  json::object platforms;
  for (const Declared& entry : list) {
    json::value& platform = platforms[entry.platform.empty() ? "Other" : entry.platform];
    if (!platform.is_array()) platform = json::array();
    json::object written;
    for (const Column& column : kColumns)
      if (column.field != &Declared::platform) written[column.json_key] = entry.*(column.field);
    written[kWildcardKey] = entry.wildcard ? "1" : "0";
    platform.as_array().push_back(std::move(written));
  }
  return json::serialize(platforms) + "\n";
}

}  // namespace glassjar::audit

// One reader a field, in a table; the first that refuses decides.
#include "api/collect_body.h"

#include <simdjson.h>

#include <array>
#include <initializer_list>
#include <optional>

#include "base/encoding.h"

namespace glassjar::api {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr size_t kNameBytesMax = 480;    // 120 characters
constexpr size_t kUrlBytesMax = 16'384;  // the path is cut later; long queries are dropped anyway
constexpr size_t kDomainBytesMax = 1'000;
constexpr size_t kPropsMax = 30;
constexpr size_t kPropKeyBytesMax = 300;
constexpr size_t kPropValueBytesMax = 2'000;
constexpr int64_t kScrollDepthMissing = 255;

// Why a field is refused; nothing when it is fine.
using Why = std::optional<std::string>;

// A string, or a number or bool as its text; nothing for what is no scalar.
std::optional<std::string> scalar_text(const element& value) {
  switch (value.type()) {
    case element_type::STRING:
      return std::string(value.get_string().value_unsafe());
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
    case element_type::BOOL:
      return simdjson::minify(value);
    default:
      return std::nullopt;
  }
}

Why read_text(const element& value, size_t bytes_max, std::string& out) {
  if (value.is_null()) return std::nullopt;
  std::string_view text;
  if (value.get_string().get(text)) return "want a string";
  if (text.size() > bytes_max) return "longer than " + std::to_string(bytes_max) + " bytes";
  out = text;
  return std::nullopt;
}

Why read_name(const element& value, ingest::Incoming& event) {
  const auto text = scalar_text(value);
  if (!text) return "want a string";
  if (text->size() > kNameBytesMax) return "longer than 120 characters";
  event.name = *text;
  return std::nullopt;
}

Why read_url(const element& value, ingest::Incoming& event) {
  return read_text(value, kUrlBytesMax, event.url);
}

Why read_domain(const element& value, ingest::Incoming& event) {
  return read_text(value, kDomainBytesMax, event.domain);
}

// Only host and path will stay, so that a longer referrer is cut and not refused.
Why read_referrer(const element& value, ingest::Incoming& event) {
  std::string_view text;
  if (value.is_null()) return std::nullopt;
  if (value.get_string().get(text)) return "want a string";
  event.referrer = text.substr(0, kUrlBytesMax);
  return std::nullopt;
}

void keep_props(const object& props, ingest::Incoming& event) {
  for (const auto [key, value] : props) {
    if (event.props.size() == kPropsMax) return;
    auto text = scalar_text(value);
    const bool fits = text && !text->empty() && text->size() <= kPropValueBytesMax &&
                      !key.empty() && key.size() <= kPropKeyBytesMax;
    if (fits) event.props.emplace_back(key, std::move(*text));
  }
}

// An object, or one as text inside a string.
Why read_props(const element& value, ingest::Incoming& event) {
  if (value.is_null()) return std::nullopt;
  object props;
  if (!value.get_object().get(props)) return keep_props(props, event), std::nullopt;
  std::string_view text;
  if (value.get_string().get(text)) return "want an object";
  simdjson::dom::parser parser(kCollectBodyBytesMax);
  if (parser.parse(text.data(), text.size()).get_object().get(props)) return "want an object";
  keep_props(props, event);
  return std::nullopt;
}

Why read_interactive(const element& value, ingest::Incoming& event) {
  if (value.get_bool().get(event.interactive)) return "want true or false";
  return std::nullopt;
}

Why read_engagement(const element& value, ingest::Incoming& event) {
  int64_t milliseconds = 0;
  if (value.get_int64().get(milliseconds) || milliseconds < 0) return "want milliseconds";
  event.engagement_ms = static_cast<uint32_t>(std::min<int64_t>(milliseconds, UINT32_MAX));
  return std::nullopt;
}

Why read_scroll_depth(const element& value, ingest::Incoming& event) {
  int64_t percent = 0;
  const bool is_number = !value.get_int64().get(percent);
  if (!is_number || percent < 0 || (percent > 100 && percent != kScrollDepthMissing))
    return "want 0 to 100";
  event.scroll_depth = static_cast<uint8_t>(percent);
  return std::nullopt;
}

Why read_page_load(const element& value, ingest::Incoming& event) {
  std::string_view text;
  if (value.get_string().get(text)) return "want a string of hexadecimal digits";
  if (text.empty()) return std::nullopt;
  const auto number = u64_from_hex(text);
  if (!number) return "want a string of 1 to 16 hexadecimal digits";
  event.page_load = model::PageLoadId{*number};
  return std::nullopt;
}

Why read_time(const element& value, ingest::Incoming& event) {
  if (value.is_null()) return std::nullopt;
  std::string_view text;
  if (value.get_string().get(text)) return "want a time as in 2026-11-21T20:15:00Z";
  const auto time = parse_time(text);
  if (!time) return "want a time as in 2026-11-21T20:15:00Z";
  event.time = *time;
  return std::nullopt;
}

struct Field {
  std::array<std::string_view, 4> keys;  // the first is what errors name
  Why (*read)(const element& value, ingest::Incoming& event);
  bool is_required = false;
};

constexpr Field kFields[] = {
    {{"name", "n"}, read_name, true},
    {{"url", "u"}, read_url, true},
    {{"domain", "d"}, read_domain},
    {{"referrer", "r"}, read_referrer},
    {{"props", "p", "meta", "m"}, read_props},
    {{"interactive", "i"}, read_interactive},
    {{"e"}, read_engagement},
    {{"sd"}, read_scroll_depth},
    {{"pl"}, read_page_load},
    {{"ts"}, read_time},
};

// The value under the first of the keys that is there.
std::optional<element> find(const object& event, const Field& field) {
  element value;
  for (const std::string_view key : field.keys)
    if (!key.empty() && !event.at_key(key).get(value)) return value;
  return std::nullopt;
}

// The host of the page, for clients that do not name the site.
std::string_view host_of(std::string_view url) {
  const size_t slashes = url.find("//");
  if (slashes == std::string_view::npos) return {};
  url.remove_prefix(slashes + 2);
  url = url.substr(0, url.find_first_of("/?#"));
  return url.substr(std::min(url.rfind('@') + 1, url.size()));
}

std::optional<BodyRefused> read_event(const element& value, ingest::Incoming& event) {
  object fields;
  if (value.get_object().get(fields)) return BodyRefused{"body", "want an object"};
  for (const Field& field : kFields) {
    const auto found = find(fields, field);
    const bool is_missing = !found || (field.is_required && found->is_null());
    if (is_missing && field.is_required) return BodyRefused{std::string(field.keys[0]), "missing"};
    if (!found) continue;
    if (auto why = field.read(*found, event))
      return BodyRefused{std::string(field.keys[0]), std::move(*why)};
  }
  if (event.name.empty()) return BodyRefused{"name", "empty"};
  if (event.url.empty()) return BodyRefused{"url", "empty"};
  if (event.domain.empty()) event.domain = host_of(event.url).substr(0, kDomainBytesMax);
  if (event.domain.empty()) return BodyRefused{"domain", "missing, and the url names no host"};
  return std::nullopt;
}

}  // namespace

std::variant<CollectBody, BodyRefused> parse_collect_body(std::string_view body) {
  // Reused by each thread: its buffers are sized once.
  thread_local simdjson::dom::parser parser(kCollectBodyBytesMax + simdjson::SIMDJSON_PADDING);
  element document;
  if (parser.parse(body.data(), body.size()).get(document)) return BodyRefused{"body", "not JSON"};
  CollectBody parsed;
  simdjson::dom::array list;
  parsed.is_array = !document.get_array().get(list);
  if (!parsed.is_array) {
    if (auto refused = read_event(document, parsed.events.emplace_back())) return *refused;
    return parsed;
  }
  if (list.size() > kCollectEventsMax)
    return BodyRefused{"body", "more than " + std::to_string(kCollectEventsMax) + " events"};
  parsed.events.reserve(list.size());
  for (const element& value : list)
    if (auto refused = read_event(value, parsed.events.emplace_back()))
      return BodyRefused{std::to_string(parsed.events.size() - 1) + "." + refused->field,
                         refused->why};
  return parsed;
}

}  // namespace glassjar::api

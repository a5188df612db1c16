// Cookies and storage in session files, wherever a version of Firefox puts them: a `cookies` array,
// and in the state of a tab `storage`, {origin: {key: value}}.
#include "browsers/firefox_session.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/ascii.h"
#include "browser_files/mozlz4.h"
#include "browser_files/text_forms.h"
#include "browsers/firefox_origin.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::firefox {
namespace {

namespace json = boost::json;
using cookies::Item;
using cookies::SameSite;

// Frames in frames in entries of tabs of windows.
constexpr size_t kDepthMax = 400;

std::string text_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

int64_t number_at(const json::object& object, std::string_view name, int64_t otherwise = 0) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : otherwise;
}

bool flag_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

Item cookie_of(const json::object& cookie) {
  Item item;
  item.store = cookies::Store::Cookie;
  const std::string host = text_at(cookie, "host");
  item.host = cookies::normal_host(host);
  item.host_only = !host.starts_with('.');
  if (const json::value* attributes = cookie.if_contains("originAttributes");
      attributes != nullptr && attributes->is_object()) {
    const json::object& object = attributes->get_object();
    item.top_site = top_site_of_partition_key(text_at(object, "partitionKey"));
    if (const int64_t container = number_at(object, "userContextId"); container > 0)
      item.container = std::to_string(container);
  }
  item.name = text_at(cookie, "name");
  item.value = text_at(cookie, "value");
  item.bytes = item.value->size();
  item.path = text_at(cookie, "path");
  item.secure = flag_at(cookie, "secure");
  item.http_only = flag_at(cookie, "httponly");
  item.persistent = false;
  item.set_by = item.http_only ? cookies::SetBy::Header : cookies::SetBy::Unknown;
  constexpr SameSite kSameSite[] = {SameSite::None, SameSite::Lax, SameSite::Strict};
  const int64_t same_site = number_at(cookie, "sameSite", -1);
  if (same_site >= 0 && same_site <= 2) item.same_site = kSameSite[same_site];
  return item;
}

class Filter {
 public:
  explicit Filter(const std::function<bool(Item)>& keeps) : keeps_(keeps) {}

  void visit(json::value& value) {
    if (json::array* array = value.if_array()) {
      for (json::value& each : *array) visit(each);
    } else if (json::object* object = value.if_object()) {
      if (json::value* cookies = object->if_contains("cookies")) filter_cookies(*cookies);
      if (json::value* storage = object->if_contains("storage"))
        if (object->contains("entries")) filter_storage(*storage);
      for (auto& [name, member] : *object) visit(member);
    }
  }

  size_t removed() const { return removed_; }

 private:
  void filter_cookies(json::value& value) {
    json::array* cookies = value.if_array();
    if (cookies == nullptr) return;
    for (auto each = cookies->begin(); each != cookies->end();) {
      const json::object* cookie = each->if_object();
      const bool goes = cookie != nullptr && !keeps_(cookie_of(*cookie));
      removed_ += goes ? 1 : 0;
      each = goes ? cookies->erase(each) : each + 1;
    }
  }

  void filter_storage(json::value& value) {
    json::object* storage = value.if_object();
    if (storage == nullptr) return;
    for (auto each = storage->begin(); each != storage->end();) {
      json::object* entries = each->value().if_object();
      if (entries != nullptr) filter_entries(parse_origin(each->key()), *entries);
      // Erasing moves the last member here, which is then the next.
      each = entries != nullptr && entries->empty() ? storage->erase(each) : each + 1;
    }
  }

  void filter_entries(const Origin& origin, json::object& entries) {
    for (auto each = entries.begin(); each != entries.end();) {
      Item item = item_of(cookies::Store::SessionStorage, origin, std::string(each->key()));
      if (each->value().is_string()) item.value = std::string(each->value().get_string());
      item.bytes = item.value ? item.value->size() : 0;
      item.persistent = false;
      const bool goes = !keeps_(std::move(item));
      removed_ += goes ? 1 : 0;
      each = goes ? entries.erase(each) : each + 1;
    }
  }

  const std::function<bool(Item)>& keeps_;
  size_t removed_ = 0;
};

// The unit of a "\uXXXX" at `at`; -1 where there is none.
int unit_at(std::string_view text, size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool is_high(int unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(int unit) { return unit >= 0xdc00 && unit < 0xe000; }

// JavaScript writes a surrogate without its other half as an escape, as in a title that was cut;
// our parser refuses it. It becomes U+FFFD.
void mend_surrogates(std::string& text) {
  for (size_t at = text.find('\\'); at != std::string::npos; at = text.find('\\', at)) {
    const int unit = unit_at(text, at);
    if (unit < 0) {
      at += 2;
    } else if (is_high(unit) && is_low(unit_at(text, at + 6))) {
      at += 12;
    } else {
      if (is_high(unit) || is_low(unit)) text.replace(at + 2, 4, "fffd");
      at += 6;
    }
  }
}

// "1e999" is read as infinity, which would be written as what no JSON is.
bool is_finite(const json::value& value) {
  if (const json::array* array = value.if_array())
    return std::all_of(array->begin(), array->end(), is_finite);
  if (const json::object* object = value.if_object())
    return std::all_of(object->begin(), object->end(),
                       [](const auto& member) { return is_finite(member.value()); });
  return !value.is_double() || std::isfinite(value.get_double());
}

}  // namespace

Result<json::value> parse_session(std::string_view file) {
  std::string text = TRY(browser_files::read_mozlz4(file));
  mend_surrogates(text);
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::value session = json::parse(text, error, {}, options);
  if (error) return fail(ErrorCode::DataLoss, "read a session: {}", error.message());
  if (!is_finite(session))
    return fail(ErrorCode::DataLoss, "read a session: a number is too large");
  return session;
}

std::string write_session(const json::value& session) {
  return browser_files::write_mozlz4(json::serialize(session));
}

size_t filter_session(json::value& session, const std::function<bool(Item)>& keeps) {
  Filter filter(keeps);
  filter.visit(session);
  return filter.removed();
}

}  // namespace glassjar::browsers::firefox

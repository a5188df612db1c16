// Typed reading of JSON values.
#include "query/json_field.h"

#include <algorithm>

#include "base/spelling.h"

namespace glassjar::query {
namespace {

constexpr size_t kShownBytesMax = 60;

}  // namespace

std::string JsonField::shown() const {
  if (value_->is_object()) return "{…}";
  if (value_->is_array()) return "[…]";
  std::string text = boost::json::serialize(*value_);
  if (text.size() <= kShownBytesMax) return text;
  size_t end = kShownBytesMax;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // keep UTF-8 whole
  return text.substr(0, end) + "…";
}

unexpected<Error> JsonField::wrong(std::string_view problem) const {
  if (path_.empty())
    return fail(ErrorCode::InvalidArgument, "{}: {}", is_text() ? shown() : "question", problem);
  return fail(ErrorCode::InvalidArgument, "{} {}: {}", path_, shown(), problem);
}

Result<std::string> JsonField::text() const {
  if (!value_->is_string()) return wrong("want a string");
  const boost::json::string& text = value_->get_string();
  if (text.find('\0') != boost::json::string::npos) return wrong("want no NUL character");
  return std::string(text);
}

Result<bool> JsonField::truth() const {
  if (!value_->is_bool()) return wrong("want true or false");
  return value_->get_bool();
}

Result<uint64_t> JsonField::count() const {
  if (value_->is_int64() && value_->get_int64() >= 0)
    return static_cast<uint64_t>(value_->get_int64());
  if (value_->is_uint64()) return value_->get_uint64();
  return wrong("want a whole number from 0");
}

Result<std::vector<JsonField>> JsonField::list(size_t size_max) const {
  if (!value_->is_array()) return wrong("want a list");
  const boost::json::array& array = value_->get_array();
  if (array.size() > size_max) return wrong(fmt::format("want at most {} elements", size_max));
  std::vector<JsonField> fields;
  fields.reserve(array.size());
  for (const boost::json::value& element : array)
    fields.push_back(JsonField(element, fmt::format("{}[{}]", path_, fields.size())));
  return fields;
}

Result<void> JsonField::check_keys(std::span<const std::string_view> known) const {
  if (!value_->is_object()) return wrong("want an object");
  for (const auto& [key, value] : value_->get_object()) {
    const std::string_view name(key.data(), key.size());
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return JsonField(boost::json::value(key), path_)
        .wrong(fmt::format("unknown key; did you mean \"{}\"? Want {}", nearest(name, known),
                           list_of(known)));
  }
  return {};
}

std::optional<JsonField> JsonField::member(std::string_view key) const {
  const boost::json::value* found = value_->get_object().if_contains(key);
  if (!found) return std::nullopt;
  return JsonField(*found, path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key));
}

std::string quoted(std::string_view text) { return boost::json::serialize(text); }

}  // namespace glassjar::query

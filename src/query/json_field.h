// JsonField: one value of a question with its JSON path, read with errors that name the path.
//
// For this room's .cpp files only: it shows Boost.JSON.
#pragma once

#include <boost/json.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::query {

class JsonField {
 public:
  // The whole question. `value` outlives the field.
  explicit JsonField(const boost::json::value& value) : value_(&value) {}

  const std::string& path() const { return path_; }
  // The value as JSON, cut where it is long, for messages.
  std::string shown() const;
  // `path value: problem`, InvalidArgument.
  [[nodiscard]] unexpected<Error> wrong(std::string_view problem) const;

  bool is_text() const { return value_->is_string(); }

  Result<std::string> text() const;  // valid UTF-8 without NUL
  Result<bool> truth() const;
  Result<uint64_t> count() const;  // a whole number from 0
  // The elements; more than `size_max` are refused.
  Result<std::vector<JsonField>> list(size_t size_max) const;
  // An object whose keys are all `known`; InvalidArgument names the nearest known key.
  Result<void> check_keys(std::span<const std::string_view> known) const;
  // A member of an object, or nothing. check_keys() has been called.
  std::optional<JsonField> member(std::string_view key) const;

 private:
  JsonField(const boost::json::value& value, std::string path)
      : value_(&value), path_(std::move(path)) {}

  const boost::json::value* value_;
  std::string path_;
};

// Text as JSON, with its quotes.
std::string quoted(std::string_view text);

}  // namespace glassjar::query

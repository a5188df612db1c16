// Fields of JSON that others wrote: absent and wrong ones read as empty.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string_view>

namespace glassjar::audit {

inline const boost::json::value* field(const boost::json::object& object, std::string_view key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &found->value();
}

// The view is into the object.
inline std::string_view text_field(const boost::json::object& object, std::string_view key) {
  const boost::json::value* value = field(object, key);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

inline double number_field(const boost::json::object& object, std::string_view key) {
  const boost::json::value* value = field(object, key);
  if (value == nullptr || !value->is_number()) return 0;
  if (value->is_double()) return value->get_double();
  return value->is_int64() ? static_cast<double>(value->get_int64())
                           : static_cast<double>(value->get_uint64());
}

inline bool bool_field(const boost::json::object& object, std::string_view key) {
  const boost::json::value* value = field(object, key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

inline const boost::json::object& object_field(const boost::json::object& object,
                                               std::string_view key) {
  static const boost::json::object kNone;
  const boost::json::value* value = field(object, key);
  return value != nullptr && value->is_object() ? value->get_object() : kNone;
}

inline const boost::json::array& array_field(const boost::json::object& object,
                                             std::string_view key) {
  static const boost::json::array kNone;
  const boost::json::value* value = field(object, key);
  return value != nullptr && value->is_array() ? value->get_array() : kNone;
}

}  // namespace glassjar::audit

// JSON bodies of endpoints: read within bounds, field by field, and written.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http.h"

namespace glassjar::api {

// The body as one JSON object, at most 8 levels deep; its size is bounded by the route.
// InvalidArgument for anything else.
Result<boost::json::object> read_object(std::string_view body);

// A field that must be there, of text; InvalidArgument names it.
Result<std::string> text_field(const boost::json::object& body, std::string_view name,
                               size_t bytes_max);
// The same, empty where the field is absent or null.
Result<std::string> optional_text_field(const boost::json::object& body, std::string_view name,
                                        size_t bytes_max);
// A whole number from 0; 0 where the field is absent.
Result<uint64_t> optional_number_field(const boost::json::object& body, std::string_view name);

// Answers of the interface are about someone and now: never to be cached.
net::Response json_answer(int status, const boost::json::value& value);
net::Response no_content();

}  // namespace glassjar::api

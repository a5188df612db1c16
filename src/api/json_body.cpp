// Reading and writing JSON (Boost.JSON).
#include "api/json_body.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace glassjar::api {
namespace {

constexpr size_t kDepthMax = 8;

}  // namespace

Result<boost::json::object> read_object(std::string_view body) {
  boost::json::parse_options options;
  options.max_depth = kDepthMax;
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(body, error, {}, options);
  if (error) return fail(ErrorCode::InvalidArgument, "body: not JSON");
  if (!value.is_object()) return fail(ErrorCode::InvalidArgument, "body: want a JSON object");
  return std::move(value.get_object());
}

Result<std::string> text_field(const boost::json::object& body, std::string_view name,
                               size_t bytes_max) {
  const auto found = body.find(name);
  if (found == body.end()) return fail(ErrorCode::InvalidArgument, "{}: missing", name);
  if (!found->value().is_string()) return fail(ErrorCode::InvalidArgument, "{}: want a text", name);
  const boost::json::string& text = found->value().get_string();
  if (text.size() > bytes_max)
    return fail(ErrorCode::InvalidArgument, "{}: at most {} bytes", name, bytes_max);
  return std::string(text);
}

Result<std::string> optional_text_field(const boost::json::object& body, std::string_view name,
                                        size_t bytes_max) {
  const auto found = body.find(name);
  if (found == body.end() || found->value().is_null()) return std::string();
  return text_field(body, name, bytes_max);
}

Result<uint64_t> optional_number_field(const boost::json::object& body, std::string_view name) {
  const auto found = body.find(name);
  if (found == body.end() || found->value().is_null()) return uint64_t{0};
  boost::system::error_code error;
  const auto number = found->value().to_number<uint64_t>(error);
  if (error) return fail(ErrorCode::InvalidArgument, "{}: want a whole number from 0", name);
  return number;
}

net::Response json_answer(int status, const boost::json::value& value) {
  net::Response response{
      .status = status, .content_type = "application/json", .body = boost::json::serialize(value)};
  response.with("Cache-Control", "no-store");
  return response;
}

net::Response no_content() {
  net::Response response{.status = 204};
  response.with("Cache-Control", "no-store");
  return response;
}

}  // namespace glassjar::api

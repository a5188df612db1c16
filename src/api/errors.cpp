// Turning the errors of rooms into refusals.
#include "api/errors.h"

#include "api/json_body.h"
#include "base/encoding.h"
#include "base/log.h"
#include "net/error_status.h"

namespace glassjar::api {
namespace {

// What the person is told; the messages of failures inside may name files.
std::string_view shown(const Error& error, int status) {
  if (status == 500) return "Internal error";
  if (status == 503) return "Try later";
  return error.message;
}

}  // namespace

net::Response error_response(const Error& error, uint64_t request_id) {
  const int status = net::status_of(error.code);
  const std::string id = to_hex(request_id);
  if (status >= 500) LOG(error, "request {}: {}", id, error.message);
  net::Response response =
      json_answer(status, {{"error", shown(error, status)}, {"request_id", id}});
  if (status == 503) response.with("Retry-After", "5");
  if (status == 429) response.with("Retry-After", "600");
  return response;
}

net::Response answer(Result<net::Response> result, const net::Request& request) {
  return result ? *std::move(result) : error_response(result.error(), request.id);
}

}  // namespace glassjar::api

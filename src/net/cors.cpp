// The fields of the CORS protocol (Fetch standard, section 3.3).
#include "net/cors.h"

#include <string>

namespace glassjar::net {
namespace {

constexpr const char* kPreflightSeconds = "86400";
constexpr const char* kAllowedFields = "Content-Type, Authorization, X-Debug-Request";

}  // namespace

void add_cors(Response& response, const Request& request, const IsOwnOrigin& is_own) {
  response.with("Vary", "Origin");
  const std::string_view origin = request.field("Origin");
  if (!origin.empty() && is_own(origin)) {
    response.with("Access-Control-Allow-Origin", std::string(origin))
        .with("Access-Control-Allow-Credentials", "true");
  } else {
    response.with("Access-Control-Allow-Origin", "*");
  }
}

Response answer_preflight(const Request& request, std::string_view methods,
                          const IsOwnOrigin& is_own) {
  Response response{.status = 204};
  add_cors(response, request, is_own);
  response.with("Access-Control-Allow-Methods", std::string(methods))
      .with("Access-Control-Allow-Headers", kAllowedFields)
      .with("Access-Control-Max-Age", kPreflightSeconds);
  return response;
}

}  // namespace glassjar::net

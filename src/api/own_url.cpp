// Where people find this server, as far as the request can tell.
#include "api/own_url.h"

#include <fmt/core.h>

#include "api/reach.h"

namespace glassjar::api {
namespace {

constexpr std::string_view kDefault = "http://localhost:8080";

}  // namespace

std::string own_url(const net::Request& request, const std::string& public_url) {
  if (!public_url.empty())
    return public_url.ends_with('/') ? public_url.substr(0, public_url.size() - 1) : public_url;
  const Reach reach = reach_of(request, public_url);
  if (reach.authority.empty() || request.peer->is_control) return std::string(kDefault);
  return fmt::format("{}://{}", reach.https ? "https" : "http", reach.authority);
}

}  // namespace glassjar::api

// Where people find this server, as far as the request can tell.
#include "api/own_url.h"

#include <fmt/core.h>

#include "api/reach.h"

namespace glassjar::api {
namespace {

// Where `serve` listens by default: for a command that runs without a server.
constexpr std::string_view kDefault = "http://localhost:8080";

std::string without_last_slash(std::string url) {
  if (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

std::string own_url(const net::Request& request, const OwnUrl& own) {
  if (!own.public_url.empty()) return without_last_slash(own.public_url);
  if (request.peer->is_control)
    return own.listening_url.empty() ? std::string(kDefault) : own.listening_url;
  const Reach reach = reach_of(request, own.public_url);
  if (reach.authority.empty()) return std::string(kDefault);
  return fmt::format("{}://{}", reach.https ? "https" : "http", reach.authority);
}

std::string upstream_url(const OwnUrl& own) {
  std::string url(own.listening_url.empty() ? kDefault : own.listening_url);
  constexpr std::string_view kName = "://localhost:";
  if (const size_t at = url.find(kName); at != std::string::npos)
    url.replace(at, kName.size(), "://127.0.0.1:");
  return url;
}

}  // namespace glassjar::api

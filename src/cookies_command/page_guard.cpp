// Host, Origin and token of requests to the local page's server.
#include "cookies_command/page_guard.h"

#include <fmt/core.h>
#include <sodium.h>

#include "base/encoding.h"

namespace glassjar::cookies_command {
namespace {

constexpr std::string_view kTokenField = "X-Glassjar-Token";

}  // namespace

PageGuard::PageGuard(Random& random) : token_(to_base64url(random.bytes<32>())) {}

std::string PageGuard::address() const {
  return fmt::format("http://127.0.0.1:{}/#k={}", port_, token_);
}

Result<void> PageGuard::check_host(const net::Request& request) const {
  const std::string host = fmt::format("127.0.0.1:{}", port_);
  if (request.field("Host") != host)
    return fail(ErrorCode::Forbidden, "this server answers at {} only", host);
  if (request.has_field("Origin") && request.field("Origin") != "http://" + host)
    return fail(ErrorCode::Forbidden, "this server answers its own page only");
  return {};
}

Result<void> PageGuard::check(const net::Request& request) const {
  if (const Result<void> host = check_host(request); !host) return unexpected(host.error());
  const std::string_view given = request.field(kTokenField);
  if (given.size() != token_.size() ||
      sodium_memcmp(given.data(), token_.data(), token_.size()) != 0)
    return fail(ErrorCode::Unauthenticated,
                "open the page by the address that `cookies --web` printed");
  return {};
}

}  // namespace glassjar::cookies_command

// The TLS settings of the server. Private to net.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <filesystem>

#include "base/result.h"

namespace glassjar::net {

// TLS 1.2 and 1.3, forward secrecy only, ALPN http/1.1. No tickets and no session cache: a visitor
// could be told again by them.
Result<boost::asio::ssl::context> open_tls(const std::filesystem::path& certificate,
                                           const std::filesystem::path& key);

}  // namespace glassjar::net

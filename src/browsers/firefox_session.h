// Firefox's session files: the windows and tabs that a restart brings back, with their cookies and
// storage (browser/components/sessionstore).
#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cookies/item.h"

namespace glassjar::browsers::firefox {

// The JSON in a `*.jsonlz4`. DataLoss for what is none, TooLarge over kMozLz4BytesMax.
Result<boost::json::value> parse_session(std::string_view file);
std::string write_session(const boost::json::value& session);

// Hands every cookie (Store::Cookie) and every entry of a tab's storage (Store::SessionStorage), of
// open and of closed tabs and windows, to `keeps`, and takes out those for which it is false.
// Returns how many.
size_t filter_session(boost::json::value& session, const std::function<bool(cookies::Item)>& keeps);

}  // namespace glassjar::browsers::firefox

// The person's cookies: the key to the jar, and the no. Both are for this host alone, sent with
// requests from the same site only and out of reach of scripts.
#pragma once

#include <string>
#include <string_view>

#include "api/reach.h"
#include "consent/jar_keys.h"
#include "net/http.h"

namespace glassjar::api {

// "__Host-jar" and "__Host-jar-choice"; over plain HTTP, which is loopback only, without the
// prefix, as browsers tie it to Secure (RFC 6265bis section 4.1.3.2). Over HTTPS the names without
// prefix are not read: another host of the site could have planted them.
std::string_view jar_cookie_name(bool https);
std::string_view choice_cookie_name(bool https);

// What the request's cookies say; the address is not filled in.
consent::Browser browser_of(const net::Request& request, const Reach& reach);

// Values of Set-Cookie. A key for this visit has no Max-Age: it ends with the browser.
std::string jar_cookie(const Reach& reach, const consent::IssuedKey& key);
std::string no_jar_cookie(const Reach& reach);
std::string said_no_cookie(const Reach& reach);
std::string no_choice_cookie(const Reach& reach);

}  // namespace glassjar::api

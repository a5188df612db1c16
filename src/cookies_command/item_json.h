// The JSON form of what a scan found: docs/formats.md names its members.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "browsers/scan.h"
#include "cookies/item.h"

namespace glassjar::cookies_command {

// Values may sign somebody in: they are shown in full only where the person asked for it.
enum class Values { Prefix, Full };

// The first characters of a value, then "…": enough to tell two apart, too little to use.
inline constexpr size_t kPrefixColumns = 4;
std::string prefix_of(std::string_view value);

// The members of `item` under their own names; times in RFC 3339, null where unknown; the value
// as `value`, or its beginning as `value_prefix`.
boost::json::object to_json(const cookies::Item& item, Values values);
boost::json::object to_json(const browsers::Profile& profile);
boost::json::object to_json(const browsers::Problem& problem);

}  // namespace glassjar::cookies_command

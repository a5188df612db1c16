// Profiles and paths in the files of the state folder.
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "browsers/profile.h"

namespace glassjar::dump {

// A file name may hold any byte but '/' and NUL, JSON only UTF-8: bytes outside printable ASCII
// and '%' become %XX.
std::string path_to_text(const std::filesystem::path& path);
// Empty path for a malformed escape or a NUL.
std::filesystem::path path_from_text(std::string_view text);

boost::json::object profile_to_json(const browsers::Profile& profile);
std::optional<browsers::Profile> profile_from_json(const boost::json::value& value);

// The member as text, number or flag; empty, 0 or false where it is missing or of another kind.
std::string text_of(const boost::json::object& object, std::string_view key);
uint64_t count_of(const boost::json::object& object, std::string_view key);
bool flag_of(const boost::json::object& object, std::string_view key);

}  // namespace glassjar::dump

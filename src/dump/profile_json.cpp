// Profiles and paths to JSON and back.
#include "dump/profile_json.h"

#include <fmt/core.h>

#include "base/encoding.h"

namespace glassjar::dump {

namespace json = boost::json;

std::string path_to_text(const std::filesystem::path& path) {
  std::string text;
  for (const char c : path.native()) {
    if (c > 0x20 && c < 0x7F && c != '%') {
      text.push_back(c);
    } else if (c == ' ') {
      text.push_back(c);
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<uint8_t>(c)));
    }
  }
  return text;
}

std::filesystem::path path_from_text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return {};
  std::string path;
  while (!text.empty()) {
    if (text.front() != '%') {
      path.push_back(text.front());
      text.remove_prefix(1);
      continue;
    }
    const auto byte = text.size() < 3 ? std::nullopt : u64_from_hex(text.substr(1, 2));
    if (!byte || *byte == 0) return {};
    path.push_back(static_cast<char>(*byte));
    text.remove_prefix(3);
  }
  return path;
}

json::object profile_to_json(const browsers::Profile& profile) {
  return {
      {"browser", profile.browser},
      {"family", profile.family == browsers::Family::Chromium ? "chromium" : "firefox"},
      {"name", profile.name},
      {"folder", path_to_text(profile.folder)},
      {"cache_folder", path_to_text(profile.cache_folder)},
      {"user_data_folder", path_to_text(profile.user_data_folder)},
  };
}

std::optional<browsers::Profile> profile_from_json(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  browsers::Profile profile;
  profile.browser = text_of(*object, "browser");
  profile.family = text_of(*object, "family") == "firefox" ? browsers::Family::Firefox
                                                           : browsers::Family::Chromium;
  profile.name = text_of(*object, "name");
  profile.folder = path_from_text(text_of(*object, "folder"));
  profile.cache_folder = path_from_text(text_of(*object, "cache_folder"));
  profile.user_data_folder = path_from_text(text_of(*object, "user_data_folder"));
  if (!profile.folder.is_absolute()) return std::nullopt;
  return profile;
}

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  const json::string* text = member != nullptr ? member->if_string() : nullptr;
  return text != nullptr ? std::string(*text) : std::string();
}

uint64_t count_of(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  if (member == nullptr || !member->is_number()) return 0;
  if (const uint64_t* count = member->if_uint64()) return *count;
  const int64_t* count = member->if_int64();
  return count != nullptr && *count > 0 ? static_cast<uint64_t>(*count) : 0;
}

bool flag_of(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  return member != nullptr && member->is_bool() && member->get_bool();
}

}  // namespace glassjar::dump

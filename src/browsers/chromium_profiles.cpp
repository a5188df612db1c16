// Chromium's list of profiles: profile.info_cache of `Local State`, folder name to what it shows.
#include <algorithm>
#include <boost/json.hpp>
#include <system_error>

#include "base/file.h"
#include "browsers/profiles_of_family.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLocalStateBytesMax = 16 << 20;

struct Listed {
  std::string folder;
  std::string name;
};

std::vector<Listed> read_local_state(const fs::path& file) {
  const Result<std::string> content = read_file(file, kLocalStateBytesMax);
  if (!content) return {};
  boost::system::error_code error;
  boost::json::parse_options options;
  options.max_depth = 64;
  const boost::json::value root = boost::json::parse(*content, error, {}, options);
  if (error) return {};
  const boost::json::value* cache = root.find_pointer("/profile/info_cache", error);
  if (cache == nullptr || !cache->is_object()) return {};
  std::vector<Listed> listed;
  for (const auto& [folder, info] : cache->get_object()) {
    Listed each;
    each.folder = std::string(folder);
    if (const auto* object = info.if_object())
      if (const auto* name = object->if_contains("name"); name != nullptr && name->is_string())
        each.name = std::string(name->get_string());
    listed.push_back(std::move(each));
  }
  return listed;
}

// A name as Chromium gives its folders: never a way out of the user data folder.
bool is_folder_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos;
}

Profile profile_of(const ProfileRoot& root, const Listed& listed) {
  Profile profile;
  profile.browser = root.browser;
  profile.family = Family::Chromium;
  profile.name = listed.name.empty() ? listed.folder : listed.name;
  profile.folder = root.folder / listed.folder;
  profile.user_data_folder = root.folder;
  std::error_code error;
  const bool in_one =
      root.cache_folder.empty() || fs::is_directory(profile.folder / "Cache", error);
  profile.cache_folder = in_one ? profile.folder : root.cache_folder / listed.folder;
  return profile;
}

}  // namespace

bool looks_like_chromium_profile(const fs::path& folder) {
  for (const char* name :
       {"Preferences", "Cookies", "Network/Cookies", "Local Storage", "LocalStorage"}) {
    std::error_code error;
    if (fs::exists(folder / name, error)) return true;
  }
  return false;
}

std::vector<Profile> chromium_profiles_in(const ProfileRoot& root) {
  std::vector<Listed> listed = read_local_state(root.folder / "Local State");
  std::error_code error;
  for (fs::directory_iterator entry(root.folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool known = std::any_of(listed.begin(), listed.end(),
                                   [&](const Listed& each) { return each.folder == name; });
    if (!known && (name == "Default" || name.starts_with("Profile "))) listed.push_back({name, {}});
  }
  std::sort(listed.begin(), listed.end(),
            [](const Listed& a, const Listed& b) { return a.folder < b.folder; });
  std::vector<Profile> profiles;
  for (const Listed& each : listed)
    if (is_folder_name(each.folder) && looks_like_chromium_profile(root.folder / each.folder))
      profiles.push_back(profile_of(root, each));
  return profiles;
}

}  // namespace glassjar::browsers

// The profiles below one folder, by the two families' own lists of them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "browsers/profile.h"

namespace glassjar::browsers {

// A folder in which a browser keeps its profiles, and where their caches go.
struct ProfileRoot {
  std::string browser;
  std::filesystem::path folder;
  std::filesystem::path cache_folder;
};

// Firefox and its kin: `profiles.ini`, then `installs.ini`, then every other folder that looks like
// a profile, for what is no longer listed is still on the disk.
std::vector<Profile> firefox_profiles_in(const ProfileRoot& root);
bool looks_like_firefox_profile(const std::filesystem::path& folder);

// Chromium and its kin: profile.info_cache of `Local State`, then `Default` and `Profile N`.
std::vector<Profile> chromium_profiles_in(const ProfileRoot& root);
bool looks_like_chromium_profile(const std::filesystem::path& folder);

}  // namespace glassjar::browsers

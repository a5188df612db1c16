// The profiles of a person's browsers: where each keeps what sites leave in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace glassjar::browsers {

enum class Family { Chromium, Firefox };

struct Profile {
  std::string browser;  // "Firefox", "LibreWolf", "Chromium", "Chrome", "Brave", "Edge"
  Family family = Family::Chromium;
  std::string name;  // as the browser shows it to the person
  std::filesystem::path folder;
  std::filesystem::path cache_folder;  // the same as `folder` where the browser keeps both in one
  // Chromium: the folder above the profiles, which has `Local State` and `SingletonLock`.
  std::filesystem::path user_data_folder;
};

// Where to look: the person's home and what the environment says of it.
struct Home {
  std::filesystem::path folder;         // $HOME
  std::filesystem::path config_folder;  // $XDG_CONFIG_HOME, else ~/.config
  std::filesystem::path cache_folder;   // $XDG_CACHE_HOME, else ~/.cache
};
Home home_from_environment();

// Every profile of every browser known here (native, snap, flatpak), in a stable order. Folders
// that cannot be read are left out.
std::vector<Profile> find_profiles(const Home& home);

// The profiles at a folder given by the person, told apart by what lies in it; none if it is
// neither. A Chromium user-data-dir gives each profile in it.
std::vector<Profile> profiles_at(const std::filesystem::path& folder);

}  // namespace glassjar::browsers

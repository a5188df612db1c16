// Where the known browsers keep their profiles on Linux: native, snap and flatpak.
#include "browsers/profile.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "browsers/profiles_of_family.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;

enum class Base { Home, Config };

// A place by its two folders: of the profiles, below the home or the configuration folder, and of
// their caches, below the cache folder or, for snap and flatpak, below the home.
struct Place {
  const char* browser;
  Family family;
  Base base;
  const char* folder;
  const char* cache;
};

constexpr Place kPlaces[] = {
    {"Firefox", Family::Firefox, Base::Home, ".mozilla/firefox", "mozilla/firefox"},
    {"Firefox", Family::Firefox, Base::Config, "mozilla/firefox", "mozilla/firefox"},
    {"Firefox", Family::Firefox, Base::Home, "snap/firefox/common/.mozilla/firefox",
     "snap/firefox/common/.cache/mozilla/firefox"},
    {"Firefox", Family::Firefox, Base::Home, ".var/app/org.mozilla.firefox/.mozilla/firefox",
     ".var/app/org.mozilla.firefox/cache/mozilla/firefox"},
    {"Firefox", Family::Firefox, Base::Home, ".var/app/org.mozilla.firefox/config/mozilla/firefox",
     ".var/app/org.mozilla.firefox/cache/mozilla/firefox"},
    {"LibreWolf", Family::Firefox, Base::Home, ".librewolf", "librewolf"},
    {"LibreWolf", Family::Firefox, Base::Config, "librewolf/librewolf", "librewolf"},
    {"LibreWolf", Family::Firefox, Base::Home, ".var/app/io.gitlab.librewolf-community/.librewolf",
     ".var/app/io.gitlab.librewolf-community/cache/librewolf"},
    {"Chromium", Family::Chromium, Base::Config, "chromium", "chromium"},
    {"Chromium", Family::Chromium, Base::Home, "snap/chromium/common/chromium",
     "snap/chromium/common/.cache/chromium"},
    {"Chromium", Family::Chromium, Base::Home, ".var/app/org.chromium.Chromium/config/chromium",
     ".var/app/org.chromium.Chromium/cache/chromium"},
    {"Chrome", Family::Chromium, Base::Config, "google-chrome", "google-chrome"},
    {"Chrome", Family::Chromium, Base::Config, "google-chrome-beta", "google-chrome-beta"},
    {"Chrome", Family::Chromium, Base::Config, "google-chrome-unstable", "google-chrome-unstable"},
    {"Chrome", Family::Chromium, Base::Home, ".var/app/com.google.Chrome/config/google-chrome",
     ".var/app/com.google.Chrome/cache/google-chrome"},
    {"Brave", Family::Chromium, Base::Config, "BraveSoftware/Brave-Browser",
     "BraveSoftware/Brave-Browser"},
    {"Brave", Family::Chromium, Base::Home,
     "snap/brave/current/.config/BraveSoftware/Brave-Browser",
     "snap/brave/current/.cache/BraveSoftware/Brave-Browser"},
    {"Brave", Family::Chromium, Base::Home,
     ".var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser",
     ".var/app/com.brave.Browser/cache/BraveSoftware/Brave-Browser"},
    {"Edge", Family::Chromium, Base::Config, "microsoft-edge", "microsoft-edge"},
    {"Edge", Family::Chromium, Base::Config, "microsoft-edge-beta", "microsoft-edge-beta"},
    {"Edge", Family::Chromium, Base::Config, "microsoft-edge-dev", "microsoft-edge-dev"},
    {"Edge", Family::Chromium, Base::Home, ".var/app/com.microsoft.Edge/config/microsoft-edge",
     ".var/app/com.microsoft.Edge/cache/microsoft-edge"},
};

ProfileRoot root_of(const Place& place, const Home& home) {
  const std::string_view cache = place.cache;
  const bool sandboxed = cache.starts_with("snap/") || cache.starts_with(".var/");
  ProfileRoot root;
  root.browser = place.browser;
  root.folder = (place.base == Base::Home ? home.folder : home.config_folder) / place.folder;
  root.cache_folder = (sandboxed ? home.folder : home.cache_folder) / place.cache;
  return root;
}

std::vector<Profile> profiles_in(Family family, const ProfileRoot& root) {
  return family == Family::Firefox ? firefox_profiles_in(root) : chromium_profiles_in(root);
}

bool is_same_folder(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return !a.empty() && fs::equivalent(a, b, error) && !error;
}

// The browser by the names in the path, as in ".../BraveSoftware/Brave-Browser/Default".
std::string browser_by_path(const fs::path& folder, Family family) {
  const std::string path = folder.string();
  const auto has = [&](std::string_view part) { return path.find(part) != std::string::npos; };
  if (family == Family::Firefox) return has("librewolf") ? "LibreWolf" : "Firefox";
  if (has("google-chrome")) return "Chrome";
  if (has("BraveSoftware")) return "Brave";
  return has("microsoft-edge") ? "Edge" : "Chromium";
}

fs::path from_variable(const char* name) {
  const char* value = std::getenv(name);
  fs::path path = value == nullptr ? "" : value;
  // XDG Base Directory Specification: relative paths are invalid and ignored.
  return path.is_absolute() ? path : fs::path();
}

Profile firefox_profile_alone(const fs::path& folder) {
  Profile profile;
  profile.browser = browser_by_path(folder, Family::Firefox);
  profile.family = Family::Firefox;
  profile.name = folder.filename().string();
  profile.folder = folder;
  profile.cache_folder = folder;
  return profile;
}

// The one profile `folder` of the user data folder above it.
std::vector<Profile> chromium_profile_alone(const fs::path& folder) {
  ProfileRoot root;
  root.browser = browser_by_path(folder, Family::Chromium);
  root.folder = folder.parent_path();
  std::vector<Profile> profiles = chromium_profiles_in(root);
  std::erase_if(profiles, [&](const Profile& each) { return each.folder != folder; });
  if (profiles.empty()) {
    Profile profile;
    profile.browser = root.browser;
    profile.name = folder.filename().string();
    profile.folder = profile.cache_folder = folder;
    profile.user_data_folder = root.folder;
    profiles.push_back(std::move(profile));
  }
  return profiles;
}

}  // namespace

Home home_from_environment() {
  Home home;
  home.folder = from_variable("HOME");
  if (home.folder.empty())
    if (const passwd* entry = ::getpwuid(::getuid()); entry != nullptr) home.folder = entry->pw_dir;
  home.config_folder = from_variable("XDG_CONFIG_HOME");
  if (home.config_folder.empty()) home.config_folder = home.folder / ".config";
  home.cache_folder = from_variable("XDG_CACHE_HOME");
  if (home.cache_folder.empty()) home.cache_folder = home.folder / ".cache";
  return home;
}

std::vector<Profile> find_profiles(const Home& home) {
  std::vector<Profile> all;
  for (const Place& place : kPlaces) {
    for (Profile& profile : profiles_in(place.family, root_of(place, home))) {
      // One place may be a link to another, as after a move to ~/.config.
      const bool known = std::any_of(all.begin(), all.end(), [&](const Profile& each) {
        return is_same_folder(each.folder, profile.folder);
      });
      if (!known) all.push_back(std::move(profile));
    }
  }
  return all;
}

std::vector<Profile> profiles_at(const fs::path& given) {
  std::error_code error;
  fs::path folder = fs::absolute(given, error).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  if (!fs::is_directory(folder, error)) return {};

  // One of the person's own is named as usual, and its cache may lie elsewhere.
  std::vector<Profile> known = find_profiles(home_from_environment());
  std::erase_if(known, [&](const Profile& each) {
    return !is_same_folder(each.folder, folder) && !is_same_folder(each.user_data_folder, folder);
  });
  if (!known.empty()) return known;

  if (looks_like_firefox_profile(folder)) return {firefox_profile_alone(folder)};
  ProfileRoot root;
  root.folder = folder;
  root.browser = browser_by_path(folder, Family::Chromium);
  if (auto profiles = chromium_profiles_in(root); !profiles.empty()) return profiles;
  if (looks_like_chromium_profile(folder)) return chromium_profile_alone(folder);
  root.browser = browser_by_path(folder, Family::Firefox);
  root.cache_folder = folder;
  return firefox_profiles_in(root);
}

}  // namespace glassjar::browsers

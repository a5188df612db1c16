// Profiles found in trees made like people's homes.
#include "browsers/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "browser_files/private_folder.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class ProfileTest : public ::testing::Test {
 protected:
  ProfileTest() {
    home_.folder = folder_.path();
    home_.config_folder = folder_.path() / ".config";
    home_.cache_folder = folder_.path() / ".cache";
  }

  void write(const std::string& name, const std::string& content = "x") const {
    const fs::path path = folder_.path() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << content;
  }

  // "Browser/name: folder [cache folder]", both relative to the home.
  std::vector<std::string> described(const std::vector<Profile>& profiles) const {
    std::vector<std::string> lines;
    for (const Profile& each : profiles) {
      std::string line = each.browser + "/" + each.name + ": " + below(each.folder);
      if (each.cache_folder != each.folder) line += " [" + below(each.cache_folder) + "]";
      lines.push_back(line);
    }
    return lines;
  }
  std::string below(const fs::path& path) const {
    return path.lexically_relative(folder_.path()).string();
  }

  browser_files::PrivateFolder folder_ = browser_files::PrivateFolder::make().value();
  Home home_;
};

TEST_F(ProfileTest, finds_nothing_in_an_empty_home) {
  EXPECT_THAT(find_profiles(home_), IsEmpty());
}

TEST_F(ProfileTest, finds_firefox_profiles_listed_and_forgotten) {
  const std::string root = ".mozilla/firefox/";
  write(root + "profiles.ini",
        "[Install4F96D1932A9F858E]\r\nDefault=one.default-esr\r\n\r\n"
        "[Profile1]\r\nName=work\r\nIsRelative=0\r\nPath=" +
            (folder_.path() / "elsewhere").string() +
            "\r\n[Profile0]\nName=default\nIsRelative=1\nPath=one.default-esr\n"
            "[Profile2]\nName=gone\nIsRelative=1\nPath=gone\n[General]\nVersion=2\n");
  write(root + "installs.ini", "[4F96D1932A9F858E]\nDefault=two.installed\n");
  write("elsewhere/prefs.js");
  write(root + "one.default-esr/cookies.sqlite");
  write(root + "two.installed/times.json");
  write(root + "old.forgotten/cookies.sqlite");
  write(root + "Crash Reports/InstallTime");
  EXPECT_THAT(described(find_profiles(home_)),
              ElementsAre("Firefox/work: elsewhere",
                          "Firefox/default: .mozilla/firefox/one.default-esr "
                          "[.cache/mozilla/firefox/one.default-esr]",
                          "Firefox/two.installed: .mozilla/firefox/two.installed "
                          "[.cache/mozilla/firefox/two.installed]",
                          "Firefox/old.forgotten: .mozilla/firefox/old.forgotten "
                          "[.cache/mozilla/firefox/old.forgotten]"));
}

TEST_F(ProfileTest, finds_every_place_of_the_firefox_family) {
  for (const char* root :
       {".config/mozilla/firefox", "snap/firefox/common/.mozilla/firefox",
        ".var/app/org.mozilla.firefox/.mozilla/firefox", ".librewolf",
        ".config/librewolf/librewolf", ".var/app/io.gitlab.librewolf-community/.librewolf"})
    write(std::string(root) + "/p/cookies.sqlite");
  EXPECT_THAT(described(find_profiles(home_)),
              ElementsAre("Firefox/p: .config/mozilla/firefox/p [.cache/mozilla/firefox/p]",
                          "Firefox/p: snap/firefox/common/.mozilla/firefox/p "
                          "[snap/firefox/common/.cache/mozilla/firefox/p]",
                          "Firefox/p: .var/app/org.mozilla.firefox/.mozilla/firefox/p "
                          "[.var/app/org.mozilla.firefox/cache/mozilla/firefox/p]",
                          "LibreWolf/p: .librewolf/p [.cache/librewolf/p]",
                          "LibreWolf/p: .config/librewolf/librewolf/p [.cache/librewolf/p]",
                          "LibreWolf/p: .var/app/io.gitlab.librewolf-community/.librewolf/p "
                          "[.var/app/io.gitlab.librewolf-community/cache/librewolf/p]"));
}

TEST_F(ProfileTest, takes_a_place_that_links_to_another_once) {
  write(".config/mozilla/firefox/p/cookies.sqlite");
  fs::create_directories(folder_.path() / ".mozilla");
  fs::create_directory_symlink("../.config/mozilla/firefox", folder_.path() / ".mozilla/firefox");
  EXPECT_EQ(find_profiles(home_).size(), 1U);
}

TEST_F(ProfileTest, finds_chromium_profiles_by_name_and_by_folder) {
  const std::string root = ".config/chromium/";
  write(root + "Local State",
        R"({"profile": {"info_cache": {"Profile 2": {"name": "Work"}, "Default": {"name": "Ada"},
            "../../evil": {"name": "x"}, "Profile 9": {"name": "gone"}}}})");
  write(root + "Default/Preferences");
  write(root + "Profile 2/Network/Cookies");
  write(root + "Profile 2/Cache/Cache_Data/index");
  write(root + "Profile 5/Cookies");
  write(root + "Crashpad/settings.dat");
  const auto profiles = find_profiles(home_);
  EXPECT_THAT(
      described(profiles),
      ElementsAre("Chromium/Ada: .config/chromium/Default [.cache/chromium/Default]",
                  "Chromium/Work: .config/chromium/Profile 2",
                  "Chromium/Profile 5: .config/chromium/Profile 5 [.cache/chromium/Profile 5]"));
  for (const Profile& each : profiles) EXPECT_EQ(below(each.user_data_folder), ".config/chromium");
}

TEST_F(ProfileTest, finds_chromium_profiles_despite_a_broken_list) {
  for (const char* broken :
       {"", "{", "[]", R"({"profile": 3})", R"({"profile":{"info_cache":[1]}})",
        R"({"profile":{"info_cache":{"Default": null, "": 4}}})"}) {
    write(".config/google-chrome/Local State", broken);
    write(".config/google-chrome/Default/Preferences");
    EXPECT_THAT(described(find_profiles(home_)),
                ElementsAre("Chrome/Default: .config/google-chrome/Default "
                            "[.cache/google-chrome/Default]"));
  }
}

TEST_F(ProfileTest, finds_every_browser_of_the_chromium_family) {
  for (const char* root :
       {".config/chromium", "snap/chromium/common/chromium",
        ".var/app/org.chromium.Chromium/config/chromium", ".config/google-chrome",
        ".config/google-chrome-beta", ".config/google-chrome-unstable",
        ".var/app/com.google.Chrome/config/google-chrome", ".config/BraveSoftware/Brave-Browser",
        "snap/brave/current/.config/BraveSoftware/Brave-Browser",
        ".var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser", ".config/microsoft-edge",
        ".config/microsoft-edge-beta", ".var/app/com.microsoft.Edge/config/microsoft-edge"})
    write(std::string(root) + "/Default/Preferences");
  std::vector<std::string> browsers;
  for (const Profile& each : find_profiles(home_)) browsers.push_back(each.browser);
  EXPECT_THAT(browsers,
              ElementsAre("Chromium", "Chromium", "Chromium", "Chrome", "Chrome", "Chrome",
                          "Chrome", "Brave", "Brave", "Brave", "Edge", "Edge", "Edge"));
}

TEST_F(ProfileTest, tells_a_given_folder_by_what_lies_in_it) {
  write("ff/cookies.sqlite");
  write("user data/Default/Preferences");
  write("user data/Profile 1/Cookies");
  write("many/profiles.ini", "[Profile0]\nName=a\nPath=aaa\n");
  write("many/aaa/times.json");
  write("neither/readme.txt");
  const auto at = [&](const char* name) { return described(profiles_at(folder_.path() / name)); };
  EXPECT_THAT(at("ff"), ElementsAre("Firefox/ff: ff"));
  EXPECT_THAT(at("ff/"), ElementsAre("Firefox/ff: ff"));
  EXPECT_THAT(at("user data"), ElementsAre("Chromium/Default: user data/Default",
                                           "Chromium/Profile 1: user data/Profile 1"));
  EXPECT_THAT(at("user data/Profile 1"), ElementsAre("Chromium/Profile 1: user data/Profile 1"));
  EXPECT_THAT(at("many"), ElementsAre("Firefox/a: many/aaa"));
  EXPECT_THAT(at("neither"), IsEmpty());
  EXPECT_THAT(at("no such folder"), IsEmpty());
  EXPECT_THAT(at("ff/cookies.sqlite"), IsEmpty());
}

TEST_F(ProfileTest, names_a_given_folder_of_the_persons_own_as_usual) {
  write(".config/chromium/Local State",
        R"({"profile": {"info_cache": {"Default": {"name": "Ada"}}}})");
  write(".config/chromium/Default/Preferences");
  const std::string home_before = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  ::setenv("HOME", folder_.path().c_str(), 1);
  ::setenv("XDG_CONFIG_HOME", "relative/is/ignored", 1);
  ::unsetenv("XDG_CACHE_HOME");
  const auto profiles = profiles_at(folder_.path() / ".config/chromium/Default");
  ::setenv("HOME", home_before.c_str(), 1);
  ::unsetenv("XDG_CONFIG_HOME");
  EXPECT_THAT(described(profiles),
              ElementsAre("Chromium/Ada: .config/chromium/Default [.cache/chromium/Default]"));
}

}  // namespace
}  // namespace glassjar::browsers

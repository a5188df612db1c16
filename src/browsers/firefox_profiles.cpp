// Firefox's lists of profiles: INI files beside the profiles' folders.
//
// https://firefox-source-docs.mozilla.org/toolkit/profile/: a [ProfileN] section has Name, Path and
// IsRelative; an [InstallHASH] section (in installs.ini: [HASH]) has the Default of one
// installation.
#include <algorithm>
#include <string_view>
#include <system_error>

#include "base/ascii.h"
#include "base/file.h"
#include "browsers/profiles_of_family.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;

constexpr size_t kIniBytesMax = 1 << 20;

struct Section {
  std::string name;
  std::vector<std::pair<std::string, std::string>> entries;

  std::string_view value_of(std::string_view key) const {
    for (const auto& [name_of_entry, value] : entries)
      if (name_of_entry == key) return value;
    return {};
  }
};

std::vector<Section> read_ini(const fs::path& file) {
  std::vector<Section> sections;
  const Result<std::string> content = read_file(file, kIniBytesMax);
  if (!content) return sections;
  for (std::string_view rest = *content; !rest.empty();) {
    std::string_view line = cut_until(rest, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t equals = line.find('=');
    if (line.starts_with('[') && line.ends_with(']')) {
      sections.push_back({std::string(line.substr(1, line.size() - 2)), {}});
    } else if (equals != std::string_view::npos && !sections.empty()) {
      sections.back().entries.emplace_back(line.substr(0, equals), line.substr(equals + 1));
    }
  }
  return sections;
}

// Each folder once, the first name wins.
class Found {
 public:
  explicit Found(const ProfileRoot& root) : root_(root) {}

  void add(const fs::path& path, std::string_view name) {
    const fs::path folder = path.is_absolute() ? path : root_.folder / path;
    std::error_code error;
    if (!fs::is_directory(folder, error)) return;
    const fs::path real = fs::weakly_canonical(folder, error);
    if (error || std::find(seen_.begin(), seen_.end(), real) != seen_.end()) return;
    seen_.push_back(real);
    Profile profile;
    profile.browser = root_.browser;
    profile.family = Family::Firefox;
    profile.name = name.empty() ? folder.filename().string() : std::string(name);
    profile.folder = folder.lexically_normal();
    profile.cache_folder = cache_of(path, profile.folder);
    profiles.push_back(std::move(profile));
  }

  std::vector<Profile> profiles;

 private:
  // A profile listed by an absolute path keeps its cache in itself.
  fs::path cache_of(const fs::path& path, const fs::path& folder) const {
    std::error_code error;
    if (path.is_absolute() || fs::is_directory(folder / "cache2", error)) return folder;
    return (root_.cache_folder / path).lexically_normal();
  }

  const ProfileRoot& root_;
  std::vector<fs::path> seen_;
};

}  // namespace

bool looks_like_firefox_profile(const fs::path& folder) {
  for (const char* name : {"cookies.sqlite", "prefs.js", "places.sqlite", "webappsstore.sqlite"}) {
    std::error_code error;
    if (fs::is_regular_file(folder / name, error)) return true;
  }
  return false;
}

std::vector<Profile> firefox_profiles_in(const ProfileRoot& root) {
  Found found(root);
  for (const Section& section : read_ini(root.folder / "profiles.ini"))
    if (section.name.starts_with("Profile") && !section.value_of("Path").empty())
      found.add(section.value_of("Path"), section.value_of("Name"));
  for (const Section& section : read_ini(root.folder / "installs.ini"))
    if (!section.value_of("Default").empty()) found.add(section.value_of("Default"), {});

  std::vector<fs::path> unlisted;
  std::error_code error;
  for (fs::directory_iterator entry(root.folder, error), end; !error && entry != end;
       entry.increment(error))
    if (looks_like_firefox_profile(entry->path())) unlisted.push_back(entry->path().filename());
  std::sort(unlisted.begin(), unlisted.end());
  for (const fs::path& name : unlisted) found.add(name, {});
  return std::move(found.profiles);
}

}  // namespace glassjar::browsers

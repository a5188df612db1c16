// The scan: each profile by its family's reader.
#include "browsers/scan.h"

namespace glassjar::browsers {

Scan scan(std::vector<Profile> profiles, Keyring& keyring) {
  Scan result;
  result.profiles = std::move(profiles);
  for (uint32_t index = 0; index < result.profiles.size(); ++index) {
    const Profile& profile = result.profiles[index];
    if (profile.family == Family::Chromium) {
      read_chromium_profile(profile, index, result, keyring);
    } else {
      read_firefox_profile(profile, index, result);
    }
  }
  return result;
}

}  // namespace glassjar::browsers

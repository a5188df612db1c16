// Reads everything that sites left in the given profiles. Never writes to a profile: a file that
// the browser may be writing is copied first and the copy is read.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "browsers/keyring.h"
#include "browsers/profile.h"
#include "cookies/item.h"

namespace glassjar::browsers {

// A file that could not be read in full. The rest of the scan stands.
struct Problem {
  uint32_t profile = 0;
  std::string file;  // relative to the profile
  std::string why;
};

struct Scan {
  std::vector<Profile> profiles;
  std::vector<cookies::Item> items;
  std::vector<Problem> problems;
};

// Asks the keyring only for values that are encrypted with its key: once a profile that has any.
Scan scan(std::vector<Profile> profiles, Keyring& keyring = no_keyring());

// The two families, each in files of its own name. `index` is the profile's place in the scan.
void read_chromium_profile(const Profile& profile, uint32_t index, Scan& into,
                           Keyring& keyring = no_keyring());
void read_firefox_profile(const Profile& profile, uint32_t index, Scan& into);

}  // namespace glassjar::browsers

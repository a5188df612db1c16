// Erasing: refuses while the browser runs, then by the family's eraser.
#include "browsers/erase.h"

namespace glassjar::browsers {

Result<Erased> erase(const Profile& profile, const Keeps& keeps, ChangeWatcher& watcher) {
  if (is_running(profile))
    return fail(ErrorCode::Conflict,
                "empty profile \"{}\" of {}: the browser is running; close it first", profile.name,
                profile.browser);
  return profile.family == Family::Chromium ? erase_in_chromium(profile, keeps, watcher)
                                            : erase_in_firefox(profile, keeps, watcher);
}

}  // namespace glassjar::browsers

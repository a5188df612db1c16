// A Firefox profile from end to end: its stores, in the order in which they are read and emptied.
#include <system_error>

#include "browsers/firefox_stores.h"

namespace glassjar::browsers {
namespace {

using ReadStore = void (*)(Reading&);
using EraseStore = Result<void> (*)(Erasing&);

constexpr ReadStore kReaders[] = {
    firefox::read_cookies,
    firefox::read_sessions,
    firefox::read_origin_folders,
    firefox::read_old_local_storage,
    firefox::read_service_workers,
    firefox::read_http_cache,
    firefox::read_hsts,
    firefox::read_site_records,
};

// The folders of origins before their index, which is among the site records.
constexpr EraseStore kErasers[] = {
    firefox::erase_cookies,
    firefox::erase_sessions,
    firefox::erase_origin_folders,
    firefox::erase_old_local_storage,
    firefox::erase_service_workers,
    firefox::erase_http_cache,
    firefox::erase_hsts,
    firefox::erase_site_records,
};

// Files that name sites without being something that a site left to find again, or that are the
// person's own; told where they are.
struct LeftOver {
  const char* file;
  const char* what;
};
constexpr LeftOver kLeftOvers[] = {
    {"places.sqlite", "browsing history and bookmarks (places.sqlite)"},
    {"sessionstore.jsonlz4", "addresses and titles of open and closed tabs (sessionstore)"},
    {"permissions.sqlite", "what you allowed or refused sites (permissions.sqlite)"},
    {"content-prefs.sqlite", "zoom and other settings of sites (content-prefs.sqlite)"},
    {"formhistory.sqlite", "what you typed into forms (formhistory.sqlite)"},
    {"AlternateServices.bin", "other addresses of known servers (AlternateServices.bin)"},
    {"startupCache", "what the browser keeps to start faster (startupCache)"},
};

}  // namespace

void read_firefox_profile(const Profile& profile, uint32_t index, Scan& into) {
  Reading reading(profile, index, into);
  for (const ReadStore read : kReaders) read(reading);
}

Result<Erased> erase_in_firefox(const Profile& profile, const Keeps& keeps,
                                ChangeWatcher& watcher) {
  Erased erased;
  Erasing erasing(profile, keeps, watcher, erased);
  for (const EraseStore erase : kErasers) TRY(erase(erasing));
  for (const LeftOver& each : kLeftOvers) {
    std::error_code ignored;
    if (std::filesystem::exists(profile.folder / each.file, ignored)) erasing.leave(each.what);
  }
  return erased;
}

}  // namespace glassjar::browsers

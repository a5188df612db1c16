// A Chromium profile from end to end: its stores, in the order in which they are read and emptied.
#include "browsers/chromium_stores.h"

namespace glassjar::browsers {
namespace {

using namespace chromium;

using ReadStore = void (*)(Reading&);
using EraseStore = Result<void> (*)(Erasing&);

// HSTS last: the hosts read before tell its hashes.
constexpr ReadStore kReaders[] = {
    read_cookies,    read_dom_storage,  read_indexed_db, read_cache_storage, read_service_workers,
    read_http_cache, read_site_records, read_sessions,   read_hsts,
};

// HSTS first, for the same reason; the index of buckets after what lies in the buckets.
constexpr EraseStore kErasers[] = {
    erase_hsts,          erase_cookies,         erase_dom_storage, erase_indexed_db,
    erase_cache_storage, erase_service_workers, erase_http_cache,  erase_site_records,
    erase_sessions,      erase_network_state,
};

}  // namespace

void read_chromium_profile(const Profile& profile, uint32_t index, Scan& into, Keyring& keyring) {
  Reading reading(profile, index, into, keyring);
  for (const ReadStore read : kReaders) read(reading);
}

Result<Erased> erase_in_chromium(const Profile& profile, const Keeps& keeps,
                                 ChangeWatcher& watcher) {
  Erased erased;
  Erasing erasing(profile, keeps, watcher, erased);
  for (const EraseStore erase : kErasers) TRY(erase(erasing));
  erasing.leave(
      "browsing history (History, Top Sites, Visited Links, Shortcuts, Network Action Predictor) "
      "and "
      "the browser's settings for sites (Preferences): the person's own, to be deleted in the "
      "browser");
  return erased;
}

}  // namespace glassjar::browsers

// Every store of a Firefox profile: how it is read, and how what is not kept is taken out.
//
// Readers tell problems in the scan. Erasers change nothing where all is kept, may be run again
// after a crash, and fail only where the profile cannot be written or the watcher refuses.
#pragma once

#include "browsers/reading.h"

namespace glassjar::browsers::firefox {

void read_cookies(Reading& reading);
Result<void> erase_cookies(Erasing& erasing);

// Session cookies and the storage of tabs, in the files that a restart reads.
void read_sessions(Reading& reading);
Result<void> erase_sessions(Erasing& erasing);

// The folders of origins: local storage, IndexedDB, Cache Storage, and whose they are.
void read_origin_folders(Reading& reading);
Result<void> erase_origin_folders(Erasing& erasing);

// Local storage as it was kept before Firefox 68, and its archive.
void read_old_local_storage(Reading& reading);
Result<void> erase_old_local_storage(Erasing& erasing);

void read_service_workers(Reading& reading);
Result<void> erase_service_workers(Erasing& erasing);

void read_http_cache(Reading& reading);
Result<void> erase_http_cache(Erasing& erasing);

void read_hsts(Reading& reading);
Result<void> erase_hsts(Erasing& erasing);

// Icons, bounces and interactions, the index of storage.
void read_site_records(Reading& reading);
Result<void> erase_site_records(Erasing& erasing);

}  // namespace glassjar::browsers::firefox

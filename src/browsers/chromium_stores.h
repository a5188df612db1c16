// Every store of a Chromium profile: how it is read, and how what is not kept is taken out.
//
// Readers tell problems in the scan. Erasers change nothing where all is kept, may be run again
// after a crash, and fail only where the profile cannot be written or the watcher refuses.
#pragma once

#include "browsers/chromium_store.h"
#include "browsers/reading.h"

namespace glassjar::browsers::chromium {

void read_cookies(Reading& reading);
Result<void> erase_cookies(Erasing& erasing);

// Local and session storage, each as a LevelDB folder and as a SQLite file.
void read_dom_storage(Reading& reading);
Result<void> erase_dom_storage(Erasing& erasing);

void read_indexed_db(Reading& reading);
Result<void> erase_indexed_db(Erasing& erasing);

void read_cache_storage(Reading& reading);
Result<void> erase_cache_storage(Erasing& erasing);

void read_service_workers(Reading& reading);
Result<void> erase_service_workers(Erasing& erasing);

void read_http_cache(Reading& reading);
Result<void> erase_http_cache(Erasing& erasing);

// Icons, bounces, and the index of storage with its buckets.
void read_site_records(Reading& reading);
Result<void> erase_site_records(Erasing& erasing);

// The tabs that a restart would bring back.
void read_sessions(Reading& reading);
Result<void> erase_sessions(Erasing& erasing);

// Hosts are kept as hashes: told by the hosts of everything read before.
void read_hsts(Reading& reading);
Result<void> erase_hsts(Erasing& erasing);

// Network state that names sites without being an item: reporting, dictionaries, alternative
// services.
Result<void> erase_network_state(Erasing& erasing);

}  // namespace glassjar::browsers::chromium

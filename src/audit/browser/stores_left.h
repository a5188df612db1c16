// What a visited page left in the browser, asked of the browser itself.
#pragma once

#include <set>
#include <string>

#include "audit/browser/page_session.h"
#include "audit/observation.h"

namespace glassjar::audit::browser {

// The cookies in the jar, of all sites, partitioned ones too.
Result<void> collect_cookies(CdpChannel& channel, const Moment& at, Observation& into);

// Local and session storage, IndexedDB and Cache Storage of the documents that are open now.
// `known` holds what earlier calls of this visit have added, so that each item is told once a
// value.
void collect_storage(CdpChannel& channel, const PageSessions& sessions, Observation& into,
                     std::set<std::string>& known);

}  // namespace glassjar::audit::browser

// The last audit of a site, for both sides of the glass: what the site sets in a fresh browser,
// what it declares, and when the two last agreed.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "storage/records/record_store.h"

namespace glassjar::sites {

// An audit that was just made.
struct FreshAudit {
  TimePoint made;
  std::string report;    // JSON, as docs/audit.schema.json has it
  std::string declared;  // JSON array of the declared list; empty if there was none
  bool agrees = false;   // nothing was found that the list does not say
};

// Replaces the site's last audit. An earlier proof stands as long as the list stays word for word
// the same. Conflict when a later audit is kept already.
Result<void> keep_audit(storage::RecordStore& records, model::SiteId site, FreshAudit audit);

Result<std::optional<storage::SiteAudit>> last_audit(storage::RecordStore& records,
                                                     model::SiteId site);

}  // namespace glassjar::sites

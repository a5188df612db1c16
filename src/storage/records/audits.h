// The last audit of each site: what it sets in a fresh browser, beside what it declares.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace glassjar::storage {

struct SiteAudit {
  model::SiteId site{};
  TimePoint at;
  // As docs/audit.schema.json has it; opaque to the store.
  std::string report;
  // The declared list that it was compared with, in the same form; empty if there was none.
  std::string declared;
  // When an audit last found nothing that the list does not say; empty if none ever did.
  std::optional<TimePoint> proven;
  bool operator==(const SiteAudit&) const = default;
};

class SiteAudits {
 public:
  virtual ~SiteAudits() = default;
  virtual Result<std::optional<SiteAudit>> of_site(model::SiteId site) = 0;
  virtual Result<void> put(const SiteAudit& audit) = 0;  // adds or replaces
};

}  // namespace glassjar::storage

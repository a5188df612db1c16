// SaltSource: where the pipeline gets the random number that makes a day's visitor ids. Live
// events take theirs from `Salts`; an import has its own for each day of its log.
#pragma once

#include <array>
#include <cstdint>

#include "base/time.h"
#include "sites/directory.h"

namespace glassjar::ingest {

using Salt = std::array<uint8_t, 16>;

class SaltSource {
 public:
  virtual ~SaltSource() = default;

  // The day an event belongs to that happens now, at a moment that the site's zone puts on
  // `day`. Later than `day` only where the clock has gone back over a midnight.
  virtual LocalDay day_in_force(const sites::KnownSite& site, LocalDay day) = 0;

  // The salt of that local day of the site, made when first asked for.
  virtual Salt salt_of(const sites::KnownSite& site, LocalDay day) = 0;
};

}  // namespace glassjar::ingest

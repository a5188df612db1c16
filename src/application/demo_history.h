// Demo history: made-up visits to the demo shop, so that its dashboard has something to show.
#pragma once

#include <vector>

#include "base/random.h"
#include "model/event.h"
#include "sites/directory.h"

namespace glassjar {

// Page views of some hundred made-up visits on `day`, each visitor with a random id of that day.
std::vector<model::Event> made_up_day(const sites::KnownSite& site, LocalDay day, Random& random);

}  // namespace glassjar

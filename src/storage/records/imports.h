// Imports under way: where each got to, so that it resumes and never doubles.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace glassjar::storage {

struct Import {
  std::string id;  // fingerprint of site and file
  model::SiteId site{};
  TimePoint began;
  bool finished = false;
  // Opaque to the store: position, counts, and while it runs the salts of its days. Old values
  // leave no bytes behind.
  std::string resume_state;
};

class Imports {
 public:
  virtual ~Imports() = default;
  virtual Result<std::optional<Import>> by_id(const std::string& id) = 0;
  virtual Result<void> put(const Import& import) = 0;  // adds or replaces
};

}  // namespace glassjar::storage

// OneSite: a directory with a single site, over records that hold nothing else.
#pragma once

#include <memory>
#include <string>

#include "sites/directory.h"
#include "storage/records/sites.h"

namespace glassjar::queries {

class OneSite {
 public:
  explicit OneSite(storage::Site site);
  ~OneSite();

  const sites::Directory& directory() const { return *directory_; }
  const sites::KnownSite& known() const;

 private:
  std::string host_;
  std::unique_ptr<storage::RecordStore> records_;
  std::unique_ptr<sites::Directory> directory_;
};

}  // namespace glassjar::queries

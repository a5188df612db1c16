// PersonalDataHolder: what every room that keeps something about persons implements, so that
// the jar can show, hand over and erase all of it without knowing the rooms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/ids.h"
#include "storage/records/record_store.h"

namespace glassjar::storage {

// One file of a person's download: `name` without ending, rows of text columns. The jar writes
// it as JSON and as CSV.
struct ExportTable {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

class PersonalDataHolder {
 public:
  virtual ~PersonalDataHolder() = default;
  // For messages and logs: "conversations".
  virtual std::string_view holder_name() const = 0;
  // All that this room holds on the person. The access event is already written.
  virtual Result<std::vector<ExportTable>> export_person(Transaction& records,
                                                         model::JarId jar) = 0;
  // Removes it in the given transaction.
  virtual Result<void> erase_person(Transaction& records, model::JarId jar) = 0;
};

}  // namespace glassjar::storage

// AccessLog: who read or used what is held on a person. Whoever is about to do so writes here
// first, in the transaction in which the reading happens: no entry, no reading.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/personal_data_holder.h"
#include "storage/records/record_store.h"

namespace glassjar::access_log {

std::string_view name(storage::Actor actor);          // "you", "staff", "program"
std::string_view name(storage::AccessAction action);  // "view", "export", "erase", ...

class AccessLog final : public storage::PersonalDataHolder {
 public:
  // Writes the entry. `object` and `purpose` are words of ours that the person reads, never text
  // that someone typed; `count` is how many objects (lists, conversations), not how many rows.
  Result<void> record(storage::Transaction& records, const storage::AccessEvent& event);
  // Newest first.
  Result<std::vector<storage::AccessEvent>> of_jar(storage::Transaction& records, model::JarId jar);

  std::string_view holder_name() const override { return "access log"; }
  Result<std::vector<storage::ExportTable>> export_person(storage::Transaction& records,
                                                          model::JarId jar) override;
  Result<void> erase_person(storage::Transaction& records, model::JarId jar) override;
};

}  // namespace glassjar::access_log

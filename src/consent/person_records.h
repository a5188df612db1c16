// Person records: taking away, in one transaction, everything that rooms hold on a person.
#pragma once

#include <vector>

#include "base/result.h"
#include "storage/personal_data_holder.h"

namespace glassjar::consent {

// The rooms that hold personal data, as the application lists them; all outlive who takes them.
using Holders = std::vector<storage::PersonalDataHolder*>;

// Each holder's part, then the jar and its keys. The data key is destroyed after the commit.
Result<void> erase_person_records(storage::Transaction& records, const Holders& holders,
                                  model::JarId jar);

}  // namespace glassjar::consent

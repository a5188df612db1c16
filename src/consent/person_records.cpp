// The one order in which a person's records are deleted.
#include "consent/person_records.h"

namespace glassjar::consent {

Result<void> erase_person_records(storage::Transaction& records, const Holders& holders,
                                  model::JarId jar) {
  for (storage::PersonalDataHolder* holder : holders) TRY(holder->erase_person(records, jar));
  return records.jars().remove(jar);
}

}  // namespace glassjar::consent

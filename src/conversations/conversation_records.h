// Conversation records: what this room holds on a person, for the download and for erasure.
#pragma once

#include <vector>

#include "sites/directory.h"
#include "storage/key_store.h"
#include "storage/personal_data_holder.h"

namespace glassjar::conversations {

// Tables: conversations, messages, lessons.
class ConversationRecords final : public storage::PersonalDataHolder {
 public:
  // Both outlive the object.
  ConversationRecords(storage::KeyStore& keys, const sites::Directory& directory)
      : keys_(keys), directory_(directory) {}

  std::string_view holder_name() const override { return "conversations"; }
  Result<std::vector<storage::ExportTable>> export_person(storage::Transaction& records,
                                                          model::JarId jar) override;
  // A lesson stays, in the staff's words; that this person taught it goes.
  Result<void> erase_person(storage::Transaction& records, model::JarId jar) override;

 private:
  std::string host_of(model::SiteId site) const;

  storage::KeyStore& keys_;
  const sites::Directory& directory_;
};

}  // namespace glassjar::conversations

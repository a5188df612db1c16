// The repositories of an in-memory transaction, each over the transaction's copy of the tables.
#pragma once

#include <memory>

#include "storage/memory/record_tables.h"

namespace glassjar::storage::memory {

class MemoryTransaction final : public Transaction {
 public:
  explicit MemoryTransaction(RecordTables& tables);
  ~MemoryTransaction() override;

  Sites& sites() override;
  StaffRecords& staff() override;
  Jars& jars() override;
  Conversations& conversations() override;
  Lessons& lessons() override;
  AccessEvents& access_events() override;
  DailyCounts& daily_counts() override;
  Imports& imports() override;
  SiteAudits& audits() override;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace glassjar::storage::memory

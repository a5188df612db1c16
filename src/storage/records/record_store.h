// RecordStore: everything that is not an event row, in transactions. One suite
// (storage/conformance/record_store_conformance.h) says what every engine must do.
#pragma once

#include <functional>

#include "base/result.h"
#include "storage/records/access_events.h"
#include "storage/records/audits.h"
#include "storage/records/conversations.h"
#include "storage/records/daily_counts.h"
#include "storage/records/imports.h"
#include "storage/records/jars.h"
#include "storage/records/sites.h"
#include "storage/records/staff.h"

namespace glassjar::storage {

// One repository a noun; valid until the transaction's function returns.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual Sites& sites() = 0;
  virtual StaffRecords& staff() = 0;
  virtual Jars& jars() = 0;
  virtual Conversations& conversations() = 0;
  virtual Lessons& lessons() = 0;
  virtual AccessEvents& access_events() = 0;
  virtual DailyCounts& daily_counts() = 0;
  virtual Imports& imports() = 0;
  virtual SiteAudits& audits() = 0;
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;
  // Runs `work` and commits durably if it succeeds; any error of it or of the commit leaves
  // nothing behind and is returned. Any thread; writers take turns. Do not nest.
  virtual Result<void> transact(const std::function<Result<void>(Transaction&)>& work) = 0;
  // The same for work that only reads.
  virtual Result<void> read(const std::function<Result<void>(Transaction&)>& work) = 0;
  // After a deletion: no byte of what was deleted is left in any file of the store on return.
  virtual Result<void> purge() = 0;
};

}  // namespace glassjar::storage

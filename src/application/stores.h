// Stores: everything that lives in the data directory, opened by the one process that owns it.
#pragma once

#include <memory>

#include "application/options.h"
#include "base/file.h"
#include "base/random.h"
#include "base/result.h"
#include "storage/event_store.h"
#include "storage/key_store.h"
#include "storage/records/record_store.h"
#include "storage/spool.h"

namespace glassjar {

struct Stores {
  FileDescriptor lock;  // held as long as the stores are open
  std::unique_ptr<storage::RecordStore> records;
  std::unique_ptr<storage::KeyStore> keys;
  std::unique_ptr<storage::EventStore> events;
  std::unique_ptr<storage::Spool> spool;

  // Makes the directory (mode 0700) and whatever is missing in it. Conflict when another process
  // owns it. `random` outlives the stores.
  static Result<Stores> open(const Options& options, Random& random);
};

}  // namespace glassjar

// Expiry: what happens to a jar when the time that its person chose is over. Expiry anonymises,
// erasure deletes: the page views stay as numbers that nothing links, the person's records go.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "consent/person_records.h"
#include "consent/remembered.h"
#include "sites/directory.h"
#include "storage/key_store.h"
#include "storage/spool.h"

namespace glassjar::consent {

class Expiry {
 public:
  // All outlive the object.
  Expiry(storage::RecordStore& records, storage::KeyStore& keys, storage::Spool& spool,
         const sites::Directory& directory, Remembered& remembered, Holders holders,
         const Clock& clock)
      : records_(records),
        keys_(keys),
        spool_(spool),
        directory_(directory),
        remembered_(remembered),
        holders_(std::move(holders)),
        clock_(clock) {}

  // Lets go of every jar whose time is over; returns how many. Called from time to time, and at
  // start. What a crash interrupts is done again by the next call. Not on an I/O thread.
  Result<size_t> run();

 private:
  Result<void> expire(const storage::Jar& jar);

  storage::RecordStore& records_;
  storage::KeyStore& keys_;
  storage::Spool& spool_;
  const sites::Directory& directory_;
  Remembered& remembered_;
  Holders holders_;
  const Clock& clock_;
};

}  // namespace glassjar::consent

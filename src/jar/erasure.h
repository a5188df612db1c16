// Erasure: a person empties the jar. Gone from every answer when empty() returns; complete, and
// said to be complete, only when no byte of it is left.
//
//   empty()     one transaction: intent with the visitor ids, person records deleted, keys revoked;
//               then the data key destroyed, the visitors excluded, one spool entry a site
//   confirm()   the loader has removed a site's rows; after the last site the records database and
//               the spool are purged, then the erasure is complete
//   resume()    at start: whatever was not confirmed is asked for again
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

#include "access_log/access_log.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "consent/person_records.h"
#include "consent/remembered.h"
#include "jar/excluded.h"
#include "jar/rights.h"
#include "storage/key_store.h"
#include "storage/log_entry.h"
#include "storage/spool.h"

namespace glassjar::jar {

std::string_view name(storage::ErasureState state);  // "pending", "complete"

struct Receipt {
  std::string secret;  // by which the person may ask on, the cookie being gone
  storage::ErasureState state = storage::ErasureState::Pending;
};

class Erasures {
 public:
  // What an erasure reaches; everything outlives the object.
  struct Reach {
    storage::RecordStore& records;
    storage::KeyStore& keys;
    storage::Spool& spool;
    const sites::Directory& directory;
    consent::Remembered& remembered;
    access_log::AccessLog& access_log;
    Excluded& excluded;
    consent::Holders holders;
    // Forgets, bytes included, what the spool has loaded. Called on the thread of confirm().
    std::function<Result<void>()> purge_spool;
  };
  Erasures(Reach reach, const Clock& clock, Random& random)
      : reach_(std::move(reach)), clock_(clock), random_(random) {}

  // Unauthenticated when the cookie opens no jar of the site's owner. A no of this browser is not
  // touched. Once the intent is durable the answer is a receipt: what cannot be done now is done
  // later. Not on an I/O thread.
  Result<Receipt> empty(const sites::KnownSite& site, const consent::Browser& browser);
  // Before the server listens.
  Result<void> resume();
  // From time to time: goes on where a full disk or the like has stopped an erasure. Cheap when
  // none is stuck.
  Result<void> retry();
  // By the loader, after EventStore::remove() for that entry has returned how many rows it
  // changed. An entry that was confirmed already, or of no erasure, changes nothing.
  Result<void> confirm(const storage::RemovalLogged& removal, uint64_t rows);
  // NotFound for anything that is no receipt.
  Result<storage::Erasure> status(std::string_view receipt);

  // Takes today's number of an anonymous visitor off its rows; counts stay, the link goes.
  Result<void> unlink(model::SiteId site, model::VisitorId visitor);

 private:
  Result<storage::Erasure> write_intent(const sites::KnownSite& site,
                                        const consent::Browser& browser,
                                        const storage::SecretHash& receipt);
  Result<void> carry_out(const storage::Erasure& erasure);
  Result<void> log_removals(const storage::Erasure& erasure);
  Result<void> complete(storage::Erasure erasure);
  Result<void> update(const storage::Erasure& erasure);

  Reach reach_;
  const Clock& clock_;
  Random& random_;
  std::atomic<bool> is_stuck_{false};
};

}  // namespace glassjar::jar

// Expiry: first the events are to be anonymised, durably; then the records go.
#include "consent/expiry.h"

#include "storage/log_entry.h"

namespace glassjar::consent {
namespace {

constexpr size_t kJarsPerStep = 100;

}  // namespace

Result<size_t> Expiry::run() {
  size_t count = 0;
  std::vector<storage::Jar> jars;
  do {
    TRY(records_.read([&](storage::Transaction& records) -> Result<void> {
      jars = TRY(records.jars().expired(clock_.now(), kJarsPerStep));
      return {};
    }));
    for (const storage::Jar& jar : jars) TRY(expire(jar));
    count += jars.size();
  } while (jars.size() == kJarsPerStep);
  if (count > 0) TRY(records_.purge());
  return count;
}

// Every site of the owner, as events of this visitor may still wait in the spool. The key goes
// before the jar, which is what a later call finds the rest by.
Result<void> Expiry::expire(const storage::Jar& jar) {
  remembered_.remove(jar.id);
  for (const auto& site : directory_.all()) {
    if (site->record.owner != jar.owner) continue;
    const storage::RemovalLogged removal{.site = site->record.id,
                                         .visitor = visitor_on(jar.visitor_key, site->record.id),
                                         .how = storage::RemovalLogged::How::Anonymise};
    TRY(spool_.append_and_wait(storage::encode(removal), storage::width_of(removal)));
  }
  TRY(keys_.destroy(jar.id));
  return records_.transact([&](storage::Transaction& records) -> Result<void> {
    return erase_person_records(records, holders_, jar.id);
  });
}

}  // namespace glassjar::consent

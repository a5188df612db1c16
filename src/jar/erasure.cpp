// The steps of an erasure. Each can be done again: a crash between two leaves a pending intent,
// and resume() goes on from it.
#include "jar/erasure.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/log.h"
#include "jar/own_rows.h"
#include "storage/log_entry.h"

namespace glassjar::jar {

std::string_view name(storage::ErasureState state) {
  switch (state) {
    case storage::ErasureState::Pending:
      return "pending";
    case storage::ErasureState::Complete:
      return "complete";
  }
  CHECK(false);
}

Result<Receipt> Erasures::empty(const sites::KnownSite& site, const consent::Browser& browser) {
  const Receipt receipt{.secret = to_base64url(random_.bytes<32>())};
  const auto erasure = write_intent(site, browser, storage::hash_of_secret(receipt.secret));
  if (!erasure) {
    // The table had let the jar go already; the records are what counts.
    TRY(reach_.remembered.load());
    return unexpected<Error>(erasure.error());
  }
  if (const auto done = carry_out(*erasure); !done) {
    LOG(error, "erasure {}: {}", model::number(erasure->id), done.error().message);
    is_stuck_ = true;
  }
  return receipt;
}

Result<storage::Erasure> Erasures::write_intent(const sites::KnownSite& site,
                                                const consent::Browser& browser,
                                                const storage::SecretHash& receipt) {
  storage::Erasure erasure{.asked = clock_.now(), .receipt_hash = receipt};
  TRY(reach_.records.transact([&](storage::Transaction& records) -> Result<void> {
    const storage::Jar jar =
        TRY(admit(records, reach_.access_log, site, browser, Act::Empty, erasure.asked));
    // Before the commit, so that an event collected with the old key is in the spool before the
    // removal is.
    reach_.remembered.remove(jar.id);
    erasure.jar = jar.id;
    erasure.visitors = visitors_of(reach_.directory, jar);
    erasure.id = TRY(records.jars().add_erasure(erasure));
    return consent::erase_person_records(records, reach_.holders, jar.id);
  }));
  return erasure;
}

Result<void> Erasures::carry_out(const storage::Erasure& erasure) {
  for (const auto& [site, visitor] : erasure.visitors) reach_.excluded.add(site, visitor);
  TRY(reach_.keys.destroy(erasure.jar));
  return erasure.visitors.empty() ? complete(erasure) : log_removals(erasure);
}

Result<void> Erasures::log_removals(const storage::Erasure& erasure) {
  for (const auto& [site, visitor] : erasure.visitors) {
    const storage::RemovalLogged removal{.erasure = erasure.id,
                                         .site = site,
                                         .visitor = visitor,
                                         .how = storage::RemovalLogged::How::Erase};
    TRY(reach_.spool.append_and_wait(storage::encode(removal), storage::width_of(removal)));
  }
  return {};
}

Result<void> Erasures::resume() {
  std::vector<storage::Erasure> pending;
  TRY(reach_.records.read([&](storage::Transaction& records) -> Result<void> {
    pending = TRY(records.jars().pending_erasures());
    return {};
  }));
  for (const storage::Erasure& erasure : pending) TRY(carry_out(erasure));
  return {};
}

Result<void> Erasures::retry() {
  if (!is_stuck_.exchange(false)) return {};
  Result<void> resumed = resume();
  if (!resumed) is_stuck_ = true;
  return resumed;
}

Result<void> Erasures::confirm(const storage::RemovalLogged& removal, uint64_t rows) {
  std::optional<storage::Erasure> confirmed;
  TRY(reach_.records.transact([&](storage::Transaction& records) -> Result<void> {
    for (storage::Erasure& erasure : TRY(records.jars().pending_erasures())) {
      if (erasure.id != removal.erasure) continue;
      // The visitors that are left are the sites still to do.
      if (std::erase(erasure.visitors, std::pair(removal.site, removal.visitor)) == 0) break;
      erasure.rows += rows;
      TRY(records.jars().update_erasure(erasure));
      confirmed = std::move(erasure);
      break;
    }
    return {};
  }));
  // Also for an entry that was sent again: whoever sent it has excluded the visitor again.
  if (model::is_set(removal.erasure)) reach_.excluded.remove(removal.site, removal.visitor);
  if (!confirmed) return {};
  if (!confirmed->visitors.empty()) return {};
  Result<void> completed = complete(*std::move(confirmed));
  if (!completed) is_stuck_ = true;
  return completed;
}

// Its visitors are empty already, in the records too: the purge takes their bytes along.
Result<void> Erasures::complete(storage::Erasure erasure) {
  TRY(reach_.records.purge());
  TRY(reach_.purge_spool());
  erasure.state = storage::ErasureState::Complete;
  erasure.completed = clock_.now();
  return update(erasure);
}

Result<void> Erasures::update(const storage::Erasure& erasure) {
  return reach_.records.transact([&](storage::Transaction& records) -> Result<void> {
    return records.jars().update_erasure(erasure);
  });
}

Result<storage::Erasure> Erasures::status(std::string_view receipt) {
  std::optional<storage::Erasure> found;
  TRY(reach_.records.read([&](storage::Transaction& records) -> Result<void> {
    found = TRY(records.jars().erasure_by_receipt(storage::hash_of_secret(receipt)));
    return {};
  }));
  if (!found) return fail(ErrorCode::NotFound, "ask for an erasure: no such receipt");
  return *found;
}

Result<void> Erasures::unlink(model::SiteId site, model::VisitorId visitor) {
  const storage::RemovalLogged removal{
      .site = site, .visitor = visitor, .how = storage::RemovalLogged::How::Unlink};
  TRY(reach_.spool.append_and_wait(storage::encode(removal), storage::width_of(removal)));
  return {};
}

}  // namespace glassjar::jar

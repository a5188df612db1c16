// The whole server but for its network side, from top to bottom.
#include "application/rooms.h"

#include <utility>

#include "base/encoding.h"
#include "base/log.h"

namespace glassjar {

Result<Ground> Ground::open(const Options& options, const Clock& clock, Random& random) {
  auto proxies = TRY(ingest::TrustedProxies::parse(options.trusted_proxies));
  auto countries = TRY(ingest::Countries::built_in());
  Stores stores = TRY(Stores::open(options, random));
  // The spool's random number names this data directory, so that several share a machine.
  const std::string id = to_hex(stores.spool->id());
  const bool chosen = !options.salts.empty();
  auto salts = TRY(ingest::Salts::open(chosen ? options.salts : ingest::Salts::default_directory(),
                                       id, ingest::SaltDirectory::MemoryOnly, clock, random));
  return Ground{.stores = std::move(stores),
                .salts = std::move(salts),
                .countries = std::move(countries),
                .proxies = std::move(proxies)};
}

Rooms::Rooms(Ground opened, const Clock& clock, Random& random)
    : ground(std::move(opened)),
      directory(records),
      conversation_records(keys, directory),
      holders{&conversation_records, &access_log},
      remembered(records, clock),
      new_jars(clock, random),
      choices(records, spool, remembered, new_jars, clock, random),
      expiry(records, keys, spool, directory, remembered, holders, clock),
      staff(records, clock, random),
      tokens(records, clock, random),
      user_agents(random),
      fates(random.nonzero64()),
      collecting{.sites = directory,
                 .remembered = remembered,
                 .salts = *ground.salts,
                 .user_agents = user_agents,
                 .countries = ground.countries,
                 .sources = sources,
                 .clock = clock,
                 .counter = &counter,
                 .fates = &fates},
      collector(collecting, spool),
      erasures(erasure_reach(), clock, random),
      jar(records, events, directory, access_log, holders, clock),
      asking(records, keys, new_jars, clock, random),
      inbox(records, keys, access_log, directory, clock, random),
      answerer(events, directory, clock,
               [this](model::SiteId site) { return excluded.of_site(site); }),
      loader(spool, events, clock, hooks()),
      imports(collecting, records, spool, loader, random) {}

jar::Erasures::Reach Rooms::erasure_reach() {
  return {.records = records,
          .keys = keys,
          .spool = spool,
          .directory = directory,
          .remembered = remembered,
          .access_log = access_log,
          .excluded = excluded,
          .holders = holders,
          .purge_spool = [this]() -> Result<void> {
            const uint64_t stored = TRY(events.applied_below(spool.id()));
            return spool.trim(stored, storage::Spool::Trim::Purge);
          }};
}

ingest::LoaderHooks Rooms::hooks() {
  ingest::LoaderHooks hooks;
  hooks.dropped = [this](model::SiteId site, LocalDay day, model::DropReason reason) {
    counter.dropped(site, day, reason);
  };
  hooks.imported = [this](const std::string& id, const std::string& state) {
    return imports.rows_stored(id, state);
  };
  hooks.removed = [this](const storage::RemovalLogged& removal, uint64_t rows) {
    return erasures.confirm(removal, rows);
  };
  return hooks;
}

Result<void> Rooms::start() {
  TRY(directory.reload());
  TRY(remembered.load());
  TRY(erasures.resume());
  loader.start();
  return {};
}

void Rooms::stop() {
  loader.stop();
  if (const auto flushed = counter.flush(records); !flushed)
    LOG(warn, "{}", flushed.error().message);
}

}  // namespace glassjar

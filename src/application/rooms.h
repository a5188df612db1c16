// Rooms: every feature room of one Glassjar, built on its stores, from the bottom of layers.txt
// up. Each member is one line and takes only what stands above it here.
#pragma once

#include <memory>

#include "access_log/access_log.h"
#include "accounts/staff_directory.h"
#include "accounts/tokens.h"
#include "application/options.h"
#include "application/stores.h"
#include "base/clock.h"
#include "base/random.h"
#include "consent/choices.h"
#include "consent/expiry.h"
#include "consent/remembered.h"
#include "conversations/asking.h"
#include "conversations/conversation_records.h"
#include "conversations/inbox.h"
#include "ingest/client_address.h"
#include "ingest/collector.h"
#include "ingest/countries.h"
#include "ingest/daily_counter.h"
#include "ingest/import.h"
#include "ingest/last_fates.h"
#include "ingest/loader.h"
#include "ingest/pipeline.h"
#include "ingest/salts.h"
#include "ingest/sources.h"
#include "ingest/user_agents.h"
#include "jar/erasure.h"
#include "jar/excluded.h"
#include "jar/jar.h"
#include "query/answer.h"
#include "sites/directory.h"

namespace glassjar {

// What has to be opened, and so can fail, before the rooms are built.
struct Ground {
  Stores stores;
  std::unique_ptr<ingest::Salts> salts;
  ingest::Countries countries;
  ingest::TrustedProxies proxies;

  static Result<Ground> open(const Options& options, const Clock& clock, Random& random);
};

struct Rooms {
  // `clock` and `random` outlive the rooms.
  Rooms(Ground opened, const Clock& clock, Random& random);

  // Reads what the rooms keep in memory, and takes up again what a crash interrupted.
  Result<void> start();
  // Loads what is durable in the spool; afterwards nothing moves.
  void stop();

  Ground ground;
  storage::RecordStore& records = *ground.stores.records;
  storage::KeyStore& keys = *ground.stores.keys;
  storage::EventStore& events = *ground.stores.events;
  storage::Spool& spool = *ground.stores.spool;

  sites::Directory directory;
  access_log::AccessLog access_log;
  conversations::ConversationRecords conversation_records;
  // Whoever keeps something about persons; the jar includes none of them.
  consent::Holders holders;

  consent::Remembered remembered;
  consent::NewJars new_jars;
  consent::Choices choices;
  consent::Expiry expiry;

  accounts::StaffDirectory staff;
  accounts::Tokens tokens;

  ingest::UserAgents user_agents;
  ingest::Sources sources;
  ingest::DailyCounter counter;
  ingest::LastFates fates;
  ingest::Context collecting;
  ingest::Collector collector;

  jar::Excluded excluded;
  jar::Erasures erasures;
  jar::Jar jar;

  conversations::Asking asking;
  conversations::Inbox inbox;

  query::Answerer answerer;

  ingest::Loader loader;
  ingest::AccessLogImports imports;

 private:
  ingest::LoaderHooks hooks();
  jar::Erasures::Reach erasure_reach();
};

}  // namespace glassjar

// The tables of records.db, spool.db and keys.db, step by step.
//
// Times are microseconds since 1970 UTC, days are days since 1970, random 64-bit numbers are kept
// as SQLite's signed integers. Ids are AUTOINCREMENT: the id of what was deleted is never given
// to something else. Every table and its personal columns are listed in model/personal_data.cpp.
#include "storage/sqlite/migrations.h"

namespace glassjar::storage::sqlite {
namespace {

constexpr const char* kRecords1 = R"sql(
CREATE TABLE sites (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL,
  host TEXT NOT NULL UNIQUE,
  zone TEXT NOT NULL,
  added INTEGER NOT NULL,
  floor INTEGER NOT NULL
) STRICT;

-- The lists of a site: 0 hostnames, 1 declared properties, 2 declared query keys.
CREATE TABLE site_names (
  site INTEGER NOT NULL REFERENCES sites ON DELETE CASCADE,
  list INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (site, list, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL,
  email TEXT NOT NULL UNIQUE,
  role INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  added INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_links (
  hash BLOB NOT NULL PRIMARY KEY,
  staff INTEGER NOT NULL REFERENCES staff ON DELETE CASCADE,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_links_staff ON sign_in_links (staff);

CREATE TABLE sign_ins (
  hash BLOB NOT NULL PRIMARY KEY,
  staff INTEGER NOT NULL REFERENCES staff ON DELETE CASCADE,
  began INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_ins_staff ON sign_ins (staff);

CREATE TABLE tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  scopes INTEGER NOT NULL,
  added INTEGER NOT NULL
) STRICT;

CREATE TABLE jars (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL,
  created INTEGER NOT NULL,
  remembers INTEGER NOT NULL,
  keep_for INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  visitor_key BLOB NOT NULL
) STRICT;
CREATE INDEX jars_expires ON jars (expires);

CREATE TABLE jar_keys (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  jar INTEGER NOT NULL REFERENCES jars ON DELETE CASCADE,
  hash BLOB NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX jar_keys_jar ON jar_keys (jar);

-- An erasure outlives its jar: no reference.
CREATE TABLE erasures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  jar INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  state INTEGER NOT NULL,
  event_rows INTEGER NOT NULL,
  receipt_hash BLOB NOT NULL
) STRICT;
CREATE INDEX erasures_receipt_hash ON erasures (receipt_hash);
CREATE INDEX erasures_pending ON erasures (id) WHERE state = 0;

CREATE TABLE erasure_visitors (
  erasure INTEGER NOT NULL REFERENCES erasures ON DELETE CASCADE,
  position INTEGER NOT NULL,
  site INTEGER NOT NULL,
  visitor INTEGER NOT NULL,
  PRIMARY KEY (erasure, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  jar INTEGER NOT NULL,
  site INTEGER NOT NULL,
  path TEXT NOT NULL,
  state INTEGER NOT NULL,
  began INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX conversations_jar ON conversations (jar);
CREATE INDEX conversations_changed ON conversations (changed, id);

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
  direction INTEGER NOT NULL,
  staff INTEGER NOT NULL,
  sealed_body BLOB NOT NULL,
  sent INTEGER NOT NULL,
  read INTEGER
) STRICT;
CREATE INDEX messages_conversation ON messages (conversation);

CREATE TABLE lessons (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site INTEGER NOT NULL,
  path TEXT NOT NULL,
  sentence TEXT NOT NULL,
  staff INTEGER NOT NULL,
  learned INTEGER NOT NULL,
  teacher INTEGER NOT NULL,
  conversation INTEGER NOT NULL
) STRICT;
CREATE INDEX lessons_site ON lessons (site);
CREATE INDEX lessons_teacher ON lessons (teacher);

CREATE TABLE access_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  jar INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  staff INTEGER NOT NULL,
  role TEXT NOT NULL,
  action INTEGER NOT NULL,
  object TEXT NOT NULL,
  count INTEGER NOT NULL,
  purpose TEXT NOT NULL
) STRICT;
CREATE INDEX access_events_jar ON access_events (jar);

CREATE TABLE daily_counts (
  site INTEGER NOT NULL,
  day INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (site, day, kind, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  id TEXT NOT NULL PRIMARY KEY,
  site INTEGER NOT NULL,
  began INTEGER NOT NULL,
  finished INTEGER NOT NULL,
  resume_state BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kRecords2 = R"sql(
CREATE TABLE site_audits (
  site INTEGER PRIMARY KEY REFERENCES sites ON DELETE CASCADE,
  at INTEGER NOT NULL,
  report TEXT NOT NULL,
  declared TEXT NOT NULL,
  proven INTEGER
) STRICT;
)sql";

constexpr const char* kSpool1 = R"sql(
CREATE TABLE spool (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  spool_id INTEGER NOT NULL,
  -- Where numbering goes on when no batch is left.
  next_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE batches (
  first_seq INTEGER PRIMARY KEY,
  width INTEGER NOT NULL,
  entries BLOB NOT NULL
) STRICT;
)sql";

constexpr const char* kKeys1 = R"sql(
-- Only ever appended to and overwritten in place, so that SQLite has no reason to move a key and
-- leave a copy behind. Which slot is whose stands in `jars`.
CREATE TABLE slots (
  id INTEGER PRIMARY KEY,
  is_free INTEGER NOT NULL,
  data_key BLOB NOT NULL
) STRICT;
CREATE INDEX slots_free ON slots (id) WHERE is_free = 1;

CREATE TABLE jars (
  jar INTEGER PRIMARY KEY,
  slot INTEGER NOT NULL UNIQUE REFERENCES slots
) STRICT;
)sql";

constexpr const char* kRecords[] = {kRecords1, kRecords2};
constexpr const char* kSpool[] = {kSpool1};
constexpr const char* kKeys[] = {kKeys1};

Result<int64_t> version_of(Database& database) {
  Query query = TRY(database.query("PRAGMA user_version"));
  return TRY(query.step()) ? query.integer(0) : 0;
}

}  // namespace

Migrations records_migrations() { return kRecords; }
Migrations spool_migrations() { return kSpool; }
Migrations keys_migrations() { return kKeys; }

Result<void> migrate(Database& database, Migrations steps) {
  const int64_t found = TRY(version_of(database));
  const auto known = static_cast<int64_t>(steps.size());
  if (found < 0 || found > known)
    return fail(ErrorCode::Unavailable,
                "migrate \"{}\": it has version {}, this program knows versions up to {}; "
                "run the program that last wrote it, or a newer one",
                database.path().string(), found, known);
  for (int64_t version = found + 1; version <= known; ++version) {
    const std::string sql = fmt::format("{};\nPRAGMA user_version = {}",
                                        steps[static_cast<size_t>(version - 1)], version);
    TRY(database.transact(Database::Begin::Write, [&] { return database.execute(sql); }));
  }
  return {};
}

}  // namespace glassjar::storage::sqlite

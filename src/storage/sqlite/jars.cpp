// Jars, their keys and erasures in SQLite.
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

Result<Jar> read_jar(const Query& row) {
  return Jar{.id = row.number<model::JarId>(0),
             .owner = row.number<model::OwnerId>(1),
             .created = row.time(2),
             .remembers = row.integer(3) != 0,
             .keep_for = TRY(row.one_of(4, KeepFor::Months13)),
             .expires = row.time(5),
             .visitor_key = TRY(row.fixed_bytes<16>(6))};
}

Result<JarKey> read_key(const Query& row) {
  return JarKey{.id = row.number<model::JarKeyId>(0),
                .jar = row.number<model::JarId>(1),
                .hash = TRY(row.fixed_bytes<32>(2)),
                .created = row.time(3),
                .expires = row.time(4)};
}

// The visitors are read beside.
Result<Erasure> read_erasure(const Query& row) {
  return Erasure{.id = row.number<model::ErasureId>(0),
                 .jar = row.number<model::JarId>(1),
                 .asked = row.time(2),
                 .completed = row.time(3),
                 .state = TRY(row.one_of(4, ErasureState::Complete)),
                 .rows = row.number<uint64_t>(5),
                 .receipt_hash = TRY(row.fixed_bytes<32>(6))};
}

}  // namespace

Result<model::JarId> SqliteJars::add(const Jar& jar) {
  TRY(database_.run(
      "INSERT INTO jars (owner, created, remembers, keep_for, expires, visitor_key) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      jar.owner, jar.created, jar.remembers, jar.keep_for, jar.expires, jar.visitor_key));
  return inserted_id<model::JarId>(database_);
}

Result<void> SqliteJars::update(const Jar& jar) {
  return expect_one(
      database_.run("UPDATE jars SET owner = ?2, created = ?3, remembers = ?4, keep_for = ?5, "
                    "expires = ?6, visitor_key = ?7 WHERE id = ?1",
                    jar.id, jar.owner, jar.created, jar.remembers, jar.keep_for, jar.expires,
                    jar.visitor_key),
      "jar");
}

Result<std::optional<Jar>> SqliteJars::by_id(model::JarId id) {
  return first_row(
      database_.query("SELECT id, owner, created, remembers, keep_for, expires, visitor_key "
                      "FROM jars WHERE id = ?1",
                      id),
      read_jar);
}

Result<std::vector<Jar>> SqliteJars::list() {
  return all_rows(
      database_.query("SELECT id, owner, created, remembers, keep_for, expires, visitor_key "
                      "FROM jars ORDER BY id"),
      read_jar);
}

Result<std::vector<Jar>> SqliteJars::expired(TimePoint now, size_t limit) {
  return all_rows(
      database_.query("SELECT id, owner, created, remembers, keep_for, expires, visitor_key "
                      "FROM jars WHERE expires <= ?1 ORDER BY expires, id LIMIT ?2",
                      now, limit),
      read_jar);
}

Result<void> SqliteJars::remove(model::JarId id) {
  TRY(database_.run("DELETE FROM jars WHERE id = ?1", id));
  return {};
}

Result<model::JarKeyId> SqliteJars::add_key(const JarKey& key) {
  TRY(database_.run("INSERT INTO jar_keys (jar, hash, created, expires) VALUES (?1, ?2, ?3, ?4)",
                    key.jar, key.hash, key.created, key.expires));
  return inserted_id<model::JarKeyId>(database_);
}

Result<std::optional<JarKey>> SqliteJars::key(const SecretHash& hash) {
  return first_row(
      database_.query("SELECT id, jar, hash, created, expires FROM jar_keys WHERE hash = ?1", hash),
      read_key);
}

Result<std::vector<JarKey>> SqliteJars::keys() {
  return all_rows(
      database_.query("SELECT id, jar, hash, created, expires FROM jar_keys ORDER BY id"),
      read_key);
}

Result<void> SqliteJars::update_key_expiry(model::JarKeyId id, TimePoint expires) {
  return expect_one(database_.run("UPDATE jar_keys SET expires = ?2 WHERE id = ?1", id, expires),
                    "jar key");
}

Result<model::ErasureId> SqliteJars::add_erasure(const Erasure& erasure) {
  TRY(
      database_.run("INSERT INTO erasures (jar, asked, completed, state, event_rows, receipt_hash) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    erasure.jar, erasure.asked, erasure.completed, erasure.state, erasure.rows,
                    erasure.receipt_hash));
  const auto id = inserted_id<model::ErasureId>(database_);
  TRY(write_visitors(id, erasure));
  return id;
}

Result<void> SqliteJars::update_erasure(const Erasure& erasure) {
  TRY(expect_one(
      database_.run("UPDATE erasures SET jar = ?2, asked = ?3, completed = ?4, state = ?5, "
                    "event_rows = ?6, receipt_hash = ?7 WHERE id = ?1",
                    erasure.id, erasure.jar, erasure.asked, erasure.completed, erasure.state,
                    erasure.rows, erasure.receipt_hash),
      "erasure"));
  TRY(database_.run("DELETE FROM erasure_visitors WHERE erasure = ?1", erasure.id));
  return write_visitors(erasure.id, erasure);
}

Result<void> SqliteJars::write_visitors(model::ErasureId id, const Erasure& erasure) {
  for (size_t position = 0; position < erasure.visitors.size(); ++position) {
    const auto& [site, visitor] = erasure.visitors[position];
    TRY(
        database_.run("INSERT INTO erasure_visitors (erasure, position, site, visitor) "
                      "VALUES (?1, ?2, ?3, ?4)",
                      id, position, site, visitor));
  }
  return {};
}

Result<void> SqliteJars::read_visitors(Erasure& erasure) {
  Query rows = TRY(database_.query(
      "SELECT site, visitor FROM erasure_visitors WHERE erasure = ?1 ORDER BY position",
      erasure.id));
  while (TRY(rows.step()))
    erasure.visitors.emplace_back(rows.number<model::SiteId>(0), rows.number<model::VisitorId>(1));
  return {};
}

Result<std::vector<Erasure>> SqliteJars::pending_erasures() {
  std::vector<Erasure> erasures = TRY(
      all_rows(database_.query("SELECT id, jar, asked, completed, state, event_rows, receipt_hash "
                               "FROM erasures WHERE state = 0 ORDER BY id"),
               read_erasure));
  for (Erasure& erasure : erasures) TRY(read_visitors(erasure));
  return erasures;
}

Result<std::optional<Erasure>> SqliteJars::erasure_by_receipt(const SecretHash& hash) {
  std::optional<Erasure> erasure = TRY(
      first_row(database_.query("SELECT id, jar, asked, completed, state, event_rows, receipt_hash "
                                "FROM erasures WHERE receipt_hash = ?1 ORDER BY id DESC LIMIT 1",
                                hash),
                read_erasure));
  if (erasure) TRY(read_visitors(*erasure));
  return erasure;
}

}  // namespace glassjar::storage::sqlite

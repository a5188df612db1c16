// Keys in slots that are overwritten in place.
#include "storage/sqlite/key_store.h"

#include <utility>

#include "storage/sqlite/migrations.h"

namespace glassjar::storage::sqlite {
namespace {

// Fills a slot that a destroyed key left, or else a new one at the end.
Result<int64_t> write_slot(Database& database, const DataKey& key) {
  int64_t slot = 0;
  {
    Query free = TRY(database.query("SELECT id FROM slots WHERE is_free = 1 LIMIT 1"));
    if (TRY(free.step())) slot = free.integer(0);
  }
  if (slot != 0) {
    TRY(database.run("UPDATE slots SET is_free = 0, data_key = ?2 WHERE id = ?1", slot, key));
    return slot;
  }
  TRY(database.run("INSERT INTO slots (is_free, data_key) VALUES (0, ?1)", key));
  return database.last_insert_rowid();
}

Result<std::optional<DataKey>> read_key(Database& database, model::JarId jar) {
  Query row = TRY(database.query(
      "SELECT data_key FROM jars JOIN slots ON slots.id = jars.slot WHERE jar = ?1", jar));
  if (!TRY(row.step())) return std::optional<DataKey>();
  return std::optional<DataKey>(TRY(row.fixed_bytes<32>(0)));
}

}  // namespace

Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::open(const std::filesystem::path& path,
                                                             Random& random,
                                                             const std::string& vfs) {
  Database database = TRY(Database::open(
      path, {.name = "key database", .journal = DatabaseOptions::Journal::Truncate, .vfs = vfs}));
  TRY(migrate(database, keys_migrations()));
  return std::unique_ptr<SqliteKeyStore>(new SqliteKeyStore(std::move(database), random));
}

Result<std::optional<DataKey>> SqliteKeyStore::find(model::JarId jar) {
  auto database = database_.lock();
  return read_key(*database, jar);
}

Result<DataKey> SqliteKeyStore::key_for(model::JarId jar) {
  auto database = database_.lock();
  if (const std::optional<DataKey> key = TRY(read_key(*database, jar))) return *key;
  DataKey made = random_.bytes<sizeof(DataKey)>();
  TRY(database->transact(Database::Begin::Write, [&]() -> Result<void> {
    const int64_t slot = TRY(write_slot(*database, made));
    TRY(database->run("INSERT INTO jars (jar, slot) VALUES (?1, ?2)", jar, slot));
    return {};
  }));
  return made;
}

Result<void> SqliteKeyStore::destroy(model::JarId jar) {
  auto database = database_.lock();
  return database->transact(Database::Begin::Write, [&]() -> Result<void> {
    TRY(
        database->run("UPDATE slots SET is_free = 1, data_key = zeroblob(32) "
                      "WHERE id = (SELECT slot FROM jars WHERE jar = ?1)",
                      jar));
    TRY(database->run("DELETE FROM jars WHERE jar = ?1", jar));
    return {};
  });
}

}  // namespace glassjar::storage::sqlite

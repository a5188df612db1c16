// Access events in SQLite.
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

Result<AccessEvent> read_access_event(const Query& row) {
  return AccessEvent{.id = row.number<uint64_t>(0),
                     .jar = row.number<model::JarId>(1),
                     .at = row.time(2),
                     .actor = TRY(row.one_of(3, Actor::Program)),
                     .staff = row.number<model::StaffId>(4),
                     .role = row.text(5),
                     .action = TRY(row.one_of(6, AccessAction::Change)),
                     .object = row.text(7),
                     .count = row.number<uint64_t>(8),
                     .purpose = row.text(9)};
}

}  // namespace

Result<uint64_t> SqliteAccessEvents::add(const AccessEvent& event) {
  TRY(
      database_.run("INSERT INTO access_events (jar, at, actor, staff, role, action, object, "
                    "count, purpose) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    event.jar, event.at, event.actor, event.staff, event.role, event.action,
                    event.object, event.count, event.purpose));
  return static_cast<uint64_t>(database_.last_insert_rowid());
}

Result<std::vector<AccessEvent>> SqliteAccessEvents::of_jar(model::JarId jar) {
  return all_rows(
      database_.query("SELECT id, jar, at, actor, staff, role, action, object, count, purpose "
                      "FROM access_events WHERE jar = ?1 ORDER BY at DESC, id DESC",
                      jar),
      read_access_event);
}

Result<void> SqliteAccessEvents::remove_of_jar(model::JarId jar) {
  TRY(database_.run("DELETE FROM access_events WHERE jar = ?1", jar));
  return {};
}

}  // namespace glassjar::storage::sqlite

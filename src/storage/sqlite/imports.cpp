// Imports in SQLite. A replaced resume state is in no file after the next purge().
#include "base/encoding.h"
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

Result<Import> read_import(const Query& row) {
  return Import{.id = row.text(0),
                .site = row.number<model::SiteId>(1),
                .began = row.time(2),
                .finished = row.integer(3) != 0,
                .resume_state = row.text(4)};
}

}  // namespace

Result<std::optional<Import>> SqliteImports::by_id(const std::string& id) {
  return first_row(
      database_.query("SELECT id, site, began, finished, resume_state FROM imports WHERE id = ?1",
                      id),
      read_import);
}

Result<void> SqliteImports::put(const Import& import) {
  TRY(database_.run(
      "INSERT INTO imports (id, site, began, finished, resume_state) "
      "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET site = excluded.site, "
      "began = excluded.began, finished = excluded.finished, "
      "resume_state = excluded.resume_state",
      import.id, import.site, import.began, import.finished, as_bytes(import.resume_state)));
  return {};
}

}  // namespace glassjar::storage::sqlite

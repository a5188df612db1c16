// Migrations: the numbered steps that bring each database from nothing to this program's version.
//
// A step that was ever released is never edited: what is wrong in it is mended by a next step.
#pragma once

#include <span>

#include "storage/sqlite/database.h"

namespace glassjar::storage::sqlite {

// SQL statements; the n-th step (from 1) leads to `PRAGMA user_version` n.
using Migrations = std::span<const char* const>;

Migrations records_migrations();
Migrations spool_migrations();
Migrations keys_migrations();

// Runs the missing steps, each in a transaction of its own. Unavailable for a database that a
// newer program has migrated: this one does not know what its tables mean.
Result<void> migrate(Database& database, Migrations steps);

}  // namespace glassjar::storage::sqlite

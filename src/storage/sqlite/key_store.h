// KeyStore in keys.db, an SQLite file without WAL, where a destroyed key is overwritten in place.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/mutex.h"
#include "base/random.h"
#include "base/result.h"
#include "storage/key_store.h"
#include "storage/sqlite/database.h"

namespace glassjar::storage::sqlite {

// Keys are not kept in memory: each call reads the file, so that there is one place to destroy.
class SqliteKeyStore final : public KeyStore {
 public:
  // Makes and migrates the database as needed. `random` outlives the store.
  static Result<std::unique_ptr<SqliteKeyStore>> open(const std::filesystem::path& path,
                                                      Random& random, const std::string& vfs = {});

  Result<DataKey> key_for(model::JarId jar) override;
  Result<std::optional<DataKey>> find(model::JarId jar) override;
  Result<void> destroy(model::JarId jar) override;

 private:
  SqliteKeyStore(Database database, Random& random)
      : database_(std::move(database)), random_(random) {}

  Mutex<Database> database_;
  Random& random_;
};

}  // namespace glassjar::storage::sqlite

// The list of personal data and the real catalogues agree, in both directions.
#include "model/personal_data.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "base/random.h"
#include "storage/conformance/temp_directory.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/key_store.h"
#include "storage/sqlite/record_store.h"
#include "storage/sqlite/spool.h"

namespace glassjar::storage::sqlite {
namespace {

using Catalogue = std::map<std::string, std::set<std::string>>;  // columns by table

Catalogue catalogue_of(const std::filesystem::path& path) {
  Database database = Database::open(path, {.access = DatabaseOptions::Access::ReadOnly}).value();
  Query rows = database
                   .query(
                       "SELECT t.name, c.name FROM sqlite_schema t "
                       "JOIN pragma_table_info(t.name) c WHERE t.type = 'table'")
                   .value();
  Catalogue catalogue;
  while (rows.step().value()) catalogue[rows.text(0)].insert(rows.text(1));
  return catalogue;
}

void expect_listed(std::string_view engine, const Catalogue& catalogue) {
  std::set<std::string> listed;
  for (const model::StoredTable& table : model::stored_tables()) {
    if (table.engine != engine) continue;
    const std::string name(table.table);
    listed.insert(name);
    ASSERT_TRUE(catalogue.contains(name)) << engine << " has no table " << name;
    std::istringstream columns{std::string(table.personal_columns)};
    for (std::string column; std::getline(columns, column, ',');)
      EXPECT_TRUE(catalogue.at(name).contains(column)) << name << " has no column " << column;
  }
  for (const auto& [name, columns] : catalogue)
    EXPECT_TRUE(listed.contains(name)) << "model/personal_data.cpp does not list " << name;
}

TEST(PersonalData, lists_every_table_of_the_sqlite_files) {
  const conformance::TempDirectory directory;
  SystemRandom random;
  SqliteRecordStore::open(directory.path() / "records.db").value();
  SqliteSpool::open(directory.path() / "spool.db", random).value();
  SqliteKeyStore::open(directory.path() / "keys.db", random).value();
  expect_listed("sqlite", catalogue_of(directory.path() / "records.db"));
  expect_listed("spool", catalogue_of(directory.path() / "spool.db"));
  expect_listed("keys", catalogue_of(directory.path() / "keys.db"));
}

}  // namespace
}  // namespace glassjar::storage::sqlite

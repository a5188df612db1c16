// Every table of a month file is named where erasure and export look for personal data.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "model/personal_data.h"
#include "storage/conformance/event_store_conformance.h"
#include "storage/conformance/temp_directory.h"
#include "storage/duckdb/connection.h"
#include "storage/duckdb/event_store.h"
#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::conformance {
namespace {

TEST(DuckdbCatalogue, holds_no_table_that_the_list_of_personal_data_lacks) {
  const TempDirectory directory;
  SystemRandom random;
  duckdb::EventStore::open(directory.path(), {}, random)
      .value()
      ->apply(batch_of({pageview(1, 1, 1, "2026-03-02T10:00", "/")}))
      .value();
  const auto instance =
      duckdb::Instance::open(
          {.directory = directory.path(), .memory_limit_bytes = 256 << 20, .threads = 1})
          .value();
  auto connection = instance->connect().value();
  const std::string file = (directory.path() / "2026-03.g1.duckdb").string();
  connection.execute("attach", "ATTACH " + duckdb::literal(file) + " AS month").value();
  auto rows = connection
                  .query("list tables",
                         "SELECT table_name FROM duckdb_tables() WHERE database_name='month'")
                  .value();
  size_t tables = 0;
  for (; rows.next(); ++tables) {
    const std::string table = rows.text(0);
    const auto& listed = model::stored_tables();
    EXPECT_TRUE(std::any_of(listed.begin(), listed.end(), [&](const model::StoredTable& each) {
      return each.engine == "duckdb" && each.table == table;
    })) << table;
  }
  EXPECT_GE(tables, 5U);
}

}  // namespace
}  // namespace glassjar::storage::conformance

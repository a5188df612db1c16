// A connection's bytes, errors and transactions.
#include "storage/sqlite/database.h"

#include <gtest/gtest.h>

#include <random>

#include "storage/conformance/temp_directory.h"
#include "storage/sqlite/migrations.h"

namespace glassjar::storage::sqlite {
namespace {

using conformance::TempDirectory;

constexpr const char* kMarker = "MarkedText";

Database open_in(const TempDirectory& directory) {
  return Database::open(directory.path() / "test.db", {.name = "test database"}).value();
}

// Rows of all sizes at places all over the table, every fifth marked; then the marked ones go.
Result<void> write_and_delete_marked_rows(Database& database) {
  TRY(database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, marked INTEGER, body TEXT)"));
  std::mt19937 random(1);
  TRY(database.transact(Database::Begin::Write, [&]() -> Result<void> {
    for (int i = 0; i < 6000; ++i) {
      const std::string body = (i % 5 == 0 ? kMarker : "other") + std::string(random() % 300, 'x');
      TRY(database.run("INSERT OR REPLACE INTO t VALUES (?1, ?2, ?3)", random() % 100'000,
                       i % 5 == 0, body));
    }
    return {};
  }));
  TRY(database.run("DELETE FROM t WHERE marked"));
  return {};
}

TEST(Database, rewriting_removes_what_secure_delete_leaves) {
  const TempDirectory directory;
  Database database = open_in(directory);
  write_and_delete_marked_rows(database).value();
  database.truncate_wal().value();
  EXPECT_FALSE(directory.files_with(kMarker).empty()) << "SQLite does better now: mend the comment";
  database.rewrite().value();
  EXPECT_EQ(directory.files_with(kMarker), std::vector<std::string>());
}

TEST(Database, an_error_says_what_was_tried_on_what_and_why) {
  const TempDirectory directory;
  Database database = open_in(directory);
  database.execute("CREATE TABLE t (a TEXT UNIQUE)").value();
  database.run("INSERT INTO t VALUES (?1)", "secret").value();
  const Result<int64_t> again = database.run("INSERT INTO t VALUES (?1)", "secret");
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::Conflict);
  EXPECT_EQ(again.error().message,
            fmt::format("write test database \"{}\": UNIQUE constraint failed: t.a",
                        (directory.path() / "test.db").string()));
}

TEST(Database, an_odd_value_in_a_column_is_data_loss) {
  const TempDirectory directory;
  Database database = open_in(directory);
  enum class Colour { Red, Green };
  Query row = database.query("SELECT 7, -1, x'0102' AS bytes").value();
  ASSERT_TRUE(row.step().value());
  EXPECT_EQ(row.one_of(0, Colour::Green).error().code, ErrorCode::DataLoss);
  EXPECT_EQ(row.one_of(1, Colour::Green).error().code, ErrorCode::DataLoss);
  EXPECT_EQ(row.fixed_bytes<3>(2).error().code, ErrorCode::DataLoss);
  EXPECT_EQ(row.fixed_bytes<2>(2).value(), (std::array<uint8_t, 2>{1, 2}));
}

TEST(Database, a_reading_connection_cannot_write) {
  const TempDirectory directory;
  Database writer = open_in(directory);
  writer.execute("CREATE TABLE t (a TEXT)").value();
  Database reader =
      Database::open(directory.path() / "test.db", {.access = DatabaseOptions::Access::ReadOnly})
          .value();
  EXPECT_EQ(reader.run("INSERT INTO t VALUES (1)").error().code, ErrorCode::Unavailable);
}

TEST(Migrations, run_once_and_in_order) {
  const TempDirectory directory;
  Database database = open_in(directory);
  const char* const first[] = {"CREATE TABLE t (a TEXT)"};
  const char* const both[] = {first[0], "ALTER TABLE t ADD COLUMN b TEXT"};
  migrate(database, first).value();
  migrate(database, both).value();
  migrate(database, both).value();
  EXPECT_EQ(database.run("INSERT INTO t (a, b) VALUES (1, 2)").value(), 1);
  EXPECT_EQ(migrate(database, first).error().code, ErrorCode::Unavailable);
}

TEST(Migrations, a_step_that_fails_leaves_the_version_before) {
  const TempDirectory directory;
  Database database = open_in(directory);
  const char* const broken[] = {"CREATE TABLE t (a TEXT)", "CREATE TABLE u (a TEXT); nonsense"};
  const char* const mended[] = {broken[0], "CREATE TABLE u (a TEXT)"};
  EXPECT_FALSE(migrate(database, broken).has_value());
  EXPECT_TRUE(migrate(database, mended).has_value());
}

}  // namespace
}  // namespace glassjar::storage::sqlite

// Copies of live and damaged databases, and what an edit leaves behind.
#include "browser_files/sqlite_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>

#include "base/file.h"

namespace glassjar::browser_files {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// The browser's side: a connection that stays open.
class Writer {
 public:
  explicit Writer(const fs::path& path) {
    EXPECT_EQ(sqlite3_open(path.c_str(), &handle_), SQLITE_OK);
  }
  ~Writer() { sqlite3_close(handle_); }
  void run(const std::string& sql) {
    EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle_) << ": " << sql;
  }

 private:
  sqlite3* handle_ = nullptr;
};

class SqliteCopyTest : public ::testing::Test {
 protected:
  fs::path file(const std::string& name = "jar.sqlite") const { return folder_.path() / name; }

  std::vector<std::string> names_in_folder() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename());
    return names;
  }

  static std::vector<std::string> texts(const SqliteDatabase& database, std::string_view sql) {
    std::vector<std::string> found;
    const auto asked =
        database.for_each(sql, [&](const SqliteRow& row) { found.push_back(row.text("name")); });
    EXPECT_TRUE(asked.has_value());
    return found;
  }

  void make_table(std::string_view journal, int rows) {
    Writer writer(file());
    writer.run("PRAGMA journal_mode=" + std::string(journal));
    writer.run("CREATE TABLE jar(id INTEGER PRIMARY KEY, name TEXT, value BLOB)");
    writer.run("BEGIN");
    for (int i = 0; i < rows; ++i)
      writer.run("INSERT INTO jar(name, value) VALUES('name" + std::to_string(i) + "', 'secret-" +
                 std::to_string(i) + "-" + std::string(50, 'x') + "')");
    writer.run("COMMIT");
  }

  PrivateFolder folder_ = PrivateFolder::make().value();
};

TEST_F(SqliteCopyTest, reads_columns_by_name_and_type) {
  Writer(file()).run(
      "CREATE TABLE jar(name TEXT, size INTEGER, value BLOB);"
      "INSERT INTO jar VALUES('a', 7, x'00ff'), ('b', NULL, NULL); PRAGMA user_version=17");
  const SqliteCopy copy = SqliteCopy::open(file()).value();
  std::vector<std::string> seen;
  ASSERT_TRUE(copy.for_each("SELECT * FROM jar ORDER BY name",
                            [&](const SqliteRow& row) {
                              seen.push_back(row.text("name") + " " +
                                             std::to_string(row.integer("size")) + " " +
                                             std::to_string(row.bytes("value").size()) +
                                             (row.is_null("size") ? " null" : "") +
                                             (row.is_null("no such") ? " absent" : ""));
                            })
                  .has_value());
  EXPECT_THAT(seen, ElementsAre("a 7 2 absent", "b 0 0 null absent"));
  EXPECT_EQ(copy.user_version().value(), 17);
  EXPECT_TRUE(copy.has_table("jar"));
  EXPECT_FALSE(copy.has_table("lid"));
  EXPECT_TRUE(copy.has_column("jar", "size"));
  EXPECT_FALSE(copy.has_column("jar", "weight"));
  EXPECT_FALSE(copy.has_column("lid", "size"));
}

TEST_F(SqliteCopyTest, binds_numbers_texts_and_blobs) {
  Writer(file()).run(
      "CREATE TABLE jar(name TEXT, n INTEGER, b BLOB);"
      "INSERT INTO jar VALUES('a', 1, x'00'), ('b', 2, x''), ('', 3, x'01')");
  const SqliteCopy copy = SqliteCopy::open(file()).value();
  int found = 0;
  const auto count = [&](const SqliteRow& row) { found += static_cast<int>(row.integer("n")); };
  ASSERT_TRUE(copy.for_each("SELECT n FROM jar WHERE name=?1 AND n=?2", {"a", int64_t{1}}, count));
  ASSERT_TRUE(copy.for_each("SELECT n FROM jar WHERE b=?1", {SqliteBlob{""}}, count));
  ASSERT_TRUE(copy.for_each("SELECT n FROM jar WHERE name=?1", {std::string_view()}, count));
  EXPECT_EQ(found, 6);
}

TEST_F(SqliteCopyTest, sees_rows_that_are_only_in_the_wal_of_a_locked_database) {
  Writer writer(file());
  writer.run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0");
  writer.run("CREATE TABLE jar(name TEXT); INSERT INTO jar VALUES('fresh')");
  const auto before = names_in_folder();
  EXPECT_THAT(texts(SqliteCopy::open(file()).value(), "SELECT name FROM jar"),
              ElementsAre("fresh"));
  EXPECT_EQ(names_in_folder(), before) << "something was left beside the original";
}

TEST_F(SqliteCopyTest, rolls_a_half_done_transaction_back_in_the_copy_only) {
  make_table("delete", 1);
  Writer writer(file());
  writer.run("PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN IMMEDIATE");
  writer.run("UPDATE jar SET name='half'");
  for (int i = 0; i < 200; ++i)
    writer.run("INSERT INTO jar(name, value) VALUES('more', zeroblob(3000))");
  ASSERT_TRUE(fs::exists(file("jar.sqlite-journal")));
  EXPECT_THAT(texts(SqliteCopy::open(file()).value(), "SELECT name FROM jar"),
              ElementsAre("name0"));
  EXPECT_TRUE(fs::exists(file("jar.sqlite-journal")));
}

TEST_F(SqliteCopyTest, keeps_the_copy_private_and_removes_it) {
  fs::path kept;
  {
    const PrivateFolder folder = PrivateFolder::make().value();
    kept = folder.path();
    struct stat status{};
    ASSERT_EQ(::stat(kept.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700U);
    std::ofstream(kept / "x") << "x";
  }
  EXPECT_FALSE(fs::exists(kept));
}

TEST_F(SqliteCopyTest, refuses_what_is_no_database) {
  EXPECT_EQ(SqliteCopy::open(file("none")).error().code, ErrorCode::NotFound);
  std::ofstream(file("text")) << std::string(5000, 'x');
  EXPECT_EQ(SqliteCopy::open(file("text")).error().code, ErrorCode::DataLoss);
  ASSERT_EQ(::mkfifo(file("pipe").c_str(), 0600), 0);
  EXPECT_EQ(SqliteCopy::open(file("pipe")).error().code, ErrorCode::InvalidArgument);
  make_table("delete", 10);
  SqliteLimits small;
  small.file_bytes_max = 100;
  EXPECT_EQ(SqliteCopy::open(file(), small).error().code, ErrorCode::TooLarge);
}

TEST_F(SqliteCopyTest, says_so_when_the_content_is_corrupted) {
  make_table("delete", 2000);
  std::fstream out(file(), std::ios::in | std::ios::out | std::ios::binary);
  out.seekp(8192);
  out << std::string(8192, '\xff');
  out.close();
  const SqliteCopy copy = SqliteCopy::open(file()).value();
  const auto asked = copy.for_each("SELECT name FROM jar", [](const SqliteRow&) {});
  ASSERT_FALSE(asked.has_value());
  EXPECT_EQ(asked.error().code, ErrorCode::DataLoss);
}

TEST_F(SqliteCopyTest, ends_a_query_that_goes_on_too_long) {
  make_table("delete", 100);
  SqliteLimits small;
  small.steps_max = 200'000;
  const SqliteCopy copy = SqliteCopy::open(file(), small).value();
  const auto asked =
      copy.for_each("SELECT a.name FROM jar a, jar b, jar c", [](const SqliteRow&) {});
  ASSERT_FALSE(asked.has_value());
  EXPECT_EQ(asked.error().code, ErrorCode::TooLarge);
}

TEST_F(SqliteCopyTest, does_not_take_a_view_for_a_table) {
  Writer(file()).run("CREATE TABLE jar(name TEXT); CREATE VIEW lid AS SELECT 'x' AS name");
  const SqliteCopy copy = SqliteCopy::open(file()).value();
  EXPECT_FALSE(copy.has_table("lid"));
  EXPECT_THAT(copy.tables().value(), ElementsAre("jar"));
  EXPECT_FALSE(copy.for_each("SELECT * FROM lid", [](const SqliteRow&) {}).has_value());
}

class SqliteEditorTest : public SqliteCopyTest,
                         public ::testing::WithParamInterface<const char*> {};

TEST_P(SqliteEditorTest, leaves_no_byte_of_what_was_deleted) {
  make_table(GetParam(), 3000);
  SqliteEditor editor = SqliteEditor::open(file()).value();
  EXPECT_EQ(editor.run("DELETE FROM jar WHERE id > ?1", {int64_t{10}}).value(), 2990);
  ASSERT_TRUE(editor.finish().has_value());

  const std::string content = read_file(file()).value();
  EXPECT_THAT(content, HasSubstr("secret-3-"));
  for (int i = 10; i < 3000; ++i)
    ASSERT_THAT(content, Not(HasSubstr("secret-" + std::to_string(i) + "-")));
  EXPECT_THAT(names_in_folder(), ElementsAre("jar.sqlite"));
  EXPECT_EQ(SqliteCopy::open(file()).value().free_pages().value(), 0);
}

TEST_P(SqliteEditorTest, leaves_everything_as_it_was_when_not_finished) {
  make_table(GetParam(), 5);
  const std::string before = read_file(file()).value();
  {
    SqliteEditor editor = SqliteEditor::open(file()).value();
    EXPECT_EQ(editor.run("DELETE FROM jar").value(), 5);
  }
  EXPECT_THAT(texts(SqliteCopy::open(file()).value(), "SELECT name FROM jar"),
              ElementsAre("name0", "name1", "name2", "name3", "name4"));
  EXPECT_EQ(read_file(file()).value(), before);
}

INSTANTIATE_TEST_SUITE_P(BothJournals, SqliteEditorTest, ::testing::Values("delete", "wal"));

TEST_F(SqliteCopyTest, edits_a_database_whose_wal_the_browser_left) {
  make_table("wal", 2);
  {
    Writer writer(file("live.sqlite"));
    writer.run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0");
    writer.run("CREATE TABLE jar(name TEXT); INSERT INTO jar VALUES('stays'), ('secret-goes')");
    fs::copy_file(file("live.sqlite"), file("jar.sqlite"), fs::copy_options::overwrite_existing);
    fs::copy_file(file("live.sqlite-wal"), file("jar.sqlite-wal"));
  }
  fs::remove(file("live.sqlite"));
  SqliteEditor editor = SqliteEditor::open(file()).value();
  EXPECT_EQ(editor.run("DELETE FROM jar WHERE name=?1", {"secret-goes"}).value(), 1);
  ASSERT_TRUE(editor.finish().has_value());
  EXPECT_THAT(names_in_folder(), ElementsAre("jar.sqlite"));
  EXPECT_THAT(read_file(file()).value(), Not(HasSubstr("secret-goes")));
}

TEST_F(SqliteCopyTest, does_not_edit_what_another_process_has_open_or_what_is_not_there) {
  make_table("delete", 2);
  Writer writer(file());
  writer.run("BEGIN EXCLUSIVE");
  EXPECT_EQ(SqliteEditor::open(file()).error().code, ErrorCode::Conflict);
  EXPECT_FALSE(SqliteEditor::open(file("none")).has_value());
  EXPECT_FALSE(fs::exists(file("none")));
}

TEST_F(SqliteCopyTest, reads_a_real_indexed_db_of_firefox_with_its_wal) {
  const char* data = std::getenv("GLASSJAR_SHARED_DATA");
  const fs::path real = fs::path(data == nullptr ? "" : data) /
                        "browser-storage/firefox-sqlite/650921982Itnsdeetx+eBdD.sqlite";
  if (data == nullptr || !fs::exists(real)) GTEST_SKIP() << "no real data";
  const SqliteCopy copy = SqliteCopy::open(real).value();
  EXPECT_TRUE(copy.has_table("object_data"));
  EXPECT_EQ(texts(copy, "SELECT name FROM database").size(), 1U);
}

}  // namespace
}  // namespace glassjar::browser_files

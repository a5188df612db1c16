// Databases of IndexedDB in the forms of both families: what is in them is listed within bounds,
// and a database goes or stays as a whole.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/encoding.h"
#include "browser_files/bytes_of_hex.h"
#include "browsers/indexed_db_records.h"
#include "browsers/made_profile.h"
#include "cookies/identifier.h"
#include "cookies/respawn.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;
using browser_files::bytes_of_hex;
using browser_files::LeveldbEntry;
using cookies::Item;
using cookies::Store;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class IndexedDb : public MadeProfile {
 protected:
  IndexedDb() : MadeProfile(Family::Chromium) {}

  // "name = value" of each.
  std::vector<std::string> records() const {
    return listed(Store::IndexedDb,
                  [](const Item& item) { return item.name + " = " + item.value.value_or("?"); });
  }

  Erased erase() {
    const auto keeps = [](const Item& item) { return item.host == "kept.test"; };
    return browsers::erase(profile_, keeps, told_).value();
  }

  void make_leveldb_of(std::string_view owner,
                       const std::vector<std::pair<std::string, std::string>>& hex) const {
    std::vector<LeveldbEntry> entries;
    for (const auto& [key, value] : hex)
      entries.push_back({bytes_of_hex(key), bytes_of_hex(value), value.size() / 2, 0});
    std::sort(entries.begin(), entries.end(),
              [](const LeveldbEntry& a, const LeveldbEntry& b) { return a.key < b.key; });
    make_leveldb(fmt::format("IndexedDB/https_{}_0.indexeddb.leveldb", owner), entries);
  }
};

// As Chromium 156 wrote it: database 1 is "people", its store 1 is "ids".
const std::vector<std::pair<std::string, std::string>> kLeveldb = {
    {"00000000c90100610600700065006f0070006c0065", "01"},
    {"00010000320100", "006900640073"},
    {"00010000320101", "000000"},
    // "uid": {uid: "mark.1234"}, with its entry that tells that it exists
    {"000101010103007500690064",
     "02ff15fe000000000000000000000000ff106f220375696422096d61726b2e313233347b01"},
    {"000101020103007500690064", "02"},
    {"0001010103000000000000f8bf", "03ff15fe000000000000000000000000ff102205706c61696e"},
    {"00010101010a006c0061007200670065006e006f006900730065", "09ff110183c80f00"},
    // of a store without a name, of a database without one, and of an index
    {"000109010103007500690064", "02ff0f220178"},
    {"000701010103007500690064", "02ff0f220178"},
    {"0001011f010500760061006c00750065000105006b0065007900650064", "02"},
    // what takes a change back
    {"00000000320201007fffffffffffffee", "12"}};

TEST_F(IndexedDb, records_in_leveldb_are_items_of_their_database) {
  make_leveldb_of("gone.test", kLeveldb);
  EXPECT_THAT(read().problems, IsEmpty());
  EXPECT_THAT(records(),
              UnorderedElementsAre("people = 3 records listed",
                                   R"(people/ids/"uid" = {"key":"uid","value.uid":"mark.1234"})",
                                   R"(people/ids/-1.5 = {"value":"plain"})",
                                   R"(people/ids/"largenoise" = {"key":"largenoise","more":"in )"
                                   R"(another file"})"));
  const Item record = read().items.at(2);
  EXPECT_EQ(record.host, "gone.test");
  EXPECT_EQ(record.origin, "https://gone.test");
  EXPECT_GT(record.bytes, 0U);
}

TEST_F(IndexedDb, of_chromium_goes_or_stays_with_its_records) {
  make_leveldb_of("gone.test", kLeveldb);
  make_leveldb_of("kept.test", kLeveldb);
  const Erased erased = erase();
  EXPECT_EQ(erased.items, 4U);
  EXPECT_EQ(erased.kept, 4U);
  EXPECT_THAT(records(), SizeIs(4));
  EXPECT_FALSE(fs::exists(temporary_.path() / "IndexedDB/https_gone.test_0.indexeddb.leveldb"));
}

TEST_F(IndexedDb, an_identifier_in_a_record_is_found_and_known_again) {
  const std::vector<std::pair<std::string, std::string>> database = {
      kLeveldb[0],
      kLeveldb[1],
      // "uid": {uid: "550e8400e29b41d4a716446655440000"}
      {"000101010103007500690064",
       "02ff0f6f22037569642220" + to_hex(as_bytes("550e8400e29b41d4a716446655440000")) + "7b01"}};
  make_leveldb_of("gone.test", database);
  const std::vector<Item> before = read().items;
  ASSERT_THAT(before, SizeIs(2));
  EXPECT_EQ(cookies::identify(before[0]).verdict, cookies::Identifies::No);
  const cookies::Identifier identifier = cookies::identify(before[1]);
  EXPECT_EQ(identifier.verdict, cookies::Identifies::Yes);
  EXPECT_EQ(identifier.part, "value.uid");
  const cookies::LocalKey key{};
  const auto deleted = cookies::remember_deleted(before, key, TimePoint());
  EXPECT_EQ(erase().items, 2U);
  EXPECT_THAT(cookies::find_respawned(read().items, deleted, key), IsEmpty());
  make_leveldb_of("gone.test", database);
  const auto back = cookies::find_respawned(read().items, deleted, key);
  ASSERT_THAT(back, SizeIs(1));
  EXPECT_EQ(back[0].item, 1U);
  EXPECT_EQ(back[0].was.name, R"(people/ids/"uid")");
}

const std::vector<std::string> kSqlite = {
    "CREATE TABLE indexed_db_metadata(name BLOB NOT NULL, version INTEGER NOT NULL)",
    "CREATE TABLE object_stores(id INTEGER PRIMARY KEY, name BLOB NOT NULL)",
    "CREATE TABLE records(row_id INTEGER PRIMARY KEY, object_store_id INTEGER NOT NULL, "
    "compression_type INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL)",
    "INSERT INTO indexed_db_metadata VALUES(x'700065006f0070006c006500', 1)",
    "INSERT INTO object_stores VALUES(1, x'690064007300')"};

TEST_F(IndexedDb, records_in_chromiums_sqlite_are_items_of_their_database) {
  std::vector<std::string> statements = kSqlite;
  statements.insert(statements.end(),
                    {"INSERT INTO records VALUES(1, 1, 0, x'30766a6500', "
                     "x'ff15fe000000000000000000000000ff106f220375696422096d61726b2e313233347b01')",
                     // compressed with Zstandard and with Snappy, and in a way that nobody knows
                     "INSERT INTO records VALUES(2, 1, 1, x'30626300', "
                     "x'28b52ffda0b5860100c5000070ff15fe0000ff1022a08d0679797902009a86201f186801')",
                     "INSERT INTO records VALUES(3, 1, 2, x'10c014000000000000', "
                     "x'0f38ff09220b68656c6c6f20776f726c64')",
                     "INSERT INTO records VALUES(4, 1, 7, x'306200', x'00')",
                     "INSERT INTO records VALUES(5, 1, 0, x'306300', zeroblob(70000))",
                     "INSERT INTO records VALUES(6, 1, 0, x'99', x'00')"});
  make_database("IndexedDB/https_gone.test_0/AAAA", statements);
  EXPECT_THAT(read().problems, IsEmpty());
  const auto lines = records();
  ASSERT_THAT(lines, SizeIs(6));
  EXPECT_EQ(lines[0], "people = 5 records listed");
  EXPECT_EQ(lines[1], R"(people/ids/"uid" = {"key":"uid","value.uid":"mark.1234"})");
  EXPECT_TRUE(lines[2].starts_with(R"(people/ids/"ab" = {"key":"ab","value":"yyyy)")) << lines[2];
  EXPECT_EQ(lines[3], R"(people/ids/5 = {"value":"hello world"})");
  EXPECT_EQ(lines[4], R"(people/ids/"a" = {"key":"a","more":"not read"})");
  EXPECT_EQ(lines[5], R"(people/ids/"b" = {"key":"b","more":"not read"})");
  EXPECT_EQ(read().items.back().bytes, 70'000U);
}

TEST_F(IndexedDb, more_records_than_are_listed_are_told) {
  std::vector<std::string> statements = kSqlite;
  statements.push_back(fmt::format(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= {}) INSERT INTO "
      "records SELECT i, 1, 0, CAST(x'30' || char(33 + i / 4096, 33 + i / 64 % 64, 33 + i % 64) || "
      "x'00' AS BLOB), x'ff0f220178' FROM n",
      kRecordsPerDatabaseMax));
  make_database("IndexedDB/https_gone.test_0/AAAA", statements);
  const auto lines = records();
  EXPECT_THAT(lines, SizeIs(1 + kRecordsPerDatabaseMax));
  EXPECT_EQ(lines[0], "people = 5000 records listed, there are more");
  EXPECT_EQ(erase().items, 1 + kRecordsPerDatabaseMax);
}

TEST_F(IndexedDb, of_firefox_has_records_and_goes_or_stays_with_them) {
  profile_.family = Family::Firefox;
  for (const char* owner : {"gone.test", "kept.test"})
    make_database(
        fmt::format("storage/default/https+++{}/idb/1pee.sqlite", owner),
        {"CREATE TABLE database(name TEXT PRIMARY KEY, origin TEXT NOT NULL)",
         "CREATE TABLE object_store(id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
         "CREATE TABLE object_data(object_store_id INTEGER NOT NULL, key BLOB NOT NULL, data BLOB "
         "NOT NULL, PRIMARY KEY (object_store_id, key)) WITHOUT ROWID",
         "INSERT INTO database VALUES('people', 'x')", "INSERT INTO object_store VALUES(1, 'ids')",
         "INSERT INTO object_data VALUES(1, x'10c014', "
         "x'18040300010144f1ff050000800400ffff706c61696e000000')",
         "INSERT INTO object_data VALUES(1, x'30766a65', "
         "x'58040300010104f1ff0106341200ffff020000800400ffff733101120901100800ffff010d180078091300"
         "00152800320d11380000001300ffff000000001300ffff')",
         "INSERT INTO object_data VALUES(1, x'3062', 7)",
         "INSERT INTO object_data VALUES(1, x'3063', x'ffff')"});
  EXPECT_THAT(read().problems, IsEmpty());
  EXPECT_THAT(records(), SizeIs(10));
  EXPECT_THAT(records(), Contains("people = 4 records listed").Times(2));
  // The index of storage has an item each.
  EXPECT_EQ(erase().items, 6U);
  EXPECT_THAT(records(),
              ElementsAre("people = 4 records listed", R"(people/ids/5 = {"value":"plain"})",
                          R"(people/ids/"a" = {"key":"a","more":"in another file"})",
                          R"(people/ids/"b" = {"key":"b","more":"not read"})",
                          R"(people/ids/"uid" = {"key":"uid","value.0":"s1","value.1.x":"s2"})"));
}

TEST(DatabaseItems, share_what_a_profile_may_list) {
  RecordBudget budget;
  budget.records = 2;
  browser_files::ValueTexts texts;
  texts.add_utf8("value", "x");
  Item people;
  people.name = "people";
  DatabaseItems first(people, budget);
  first.add("s", "1", texts, 1);
  DatabaseItems second(people, budget);
  second.add("s", "1", texts, 1);
  second.add("s", "2", texts, 1);
  EXPECT_TRUE(second.is_full());
  EXPECT_EQ(std::move(first).take().front().value, "1 record listed");
  EXPECT_EQ(std::move(second).take().front().value, "1 record listed, there are more");
}

TEST(DatabaseItems, end_at_the_bytes_of_a_database) {
  RecordBudget budget;
  browser_files::ValueTexts texts;
  for (int i = 0; i < 3; ++i) texts.add_utf8("value", std::string(4000, 'x'));
  DatabaseItems items(Item(), budget);
  for (int i = 0; i < 1000; ++i) items.add("s", "k", texts, 1);
  size_t bytes = 0;
  for (const Item& item : std::move(items).take()) bytes += item.value->size();
  EXPECT_LE(bytes, kRecordBytesPerDatabaseMax);
  EXPECT_GT(bytes, kRecordBytesPerDatabaseMax - 20'000);
}

}  // namespace
}  // namespace glassjar::browsers

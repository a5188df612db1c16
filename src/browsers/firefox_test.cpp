// Firefox profiles made by hand: what is read of each store, and what emptying leaves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "browser_files/data_storage.h"
#include "browser_files/mozlz4.h"
#include "browsers/made_profile.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;
using cookies::Item;
using cookies::Store;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr const char* kCookieTable =
    "CREATE TABLE moz_cookies(id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', "
    "name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, "
    "creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, sameSite INTEGER DEFAULT 0)";

bool keeps_a_test(const Item& item) {
  return item.host == "a.test" || item.top_site == "https://a.test";
}

class FirefoxProfileTest : public MadeProfile {
 protected:
  FirefoxProfileTest() : MadeProfile(Family::Firefox) {}

  std::string content(const std::string& name) const {
    return read_file(profile_.folder / name).value();
  }

  void make_cookies(int version) const {
    make_database("cookies.sqlite",
                  {kCookieTable, "PRAGMA user_version=" + std::to_string(version),
                   "INSERT INTO moz_cookies VALUES(1, '', 'sid', 'value-of-a', 'a.test', '/', "
                   "1826840253, 1795304253000000, 1795304252000000, 1, 1, 1)",
                   "INSERT INTO moz_cookies VALUES(2, '^userContextId=4', 'uid', 'value-of-b', "
                   "'.b.test', '/x', 1826840253135, 0, 0, 0, 0, 256)"});
  }

  std::vector<std::string> listed(Store store) const {
    return MadeProfile::listed(store, [](const Item& item) {
      return item.host + " " + item.name + "=" + item.value.value_or("?");
    });
  }
  Erased erase() {
    const Result<Erased> erased = browsers::erase(profile_, keeps_a_test, told_);
    EXPECT_TRUE(erased.has_value()) << erased.error().message;
    return erased ? *erased : Erased();
  }
};

TEST_F(FirefoxProfileTest, has_nothing_where_there_is_nothing) {
  const Scan empty = read();
  EXPECT_THAT(empty.items, IsEmpty());
  EXPECT_THAT(empty.problems, IsEmpty());
  EXPECT_EQ(erase().items, 0U);
  EXPECT_THAT(told_.paths, IsEmpty());
}

TEST_F(FirefoxProfileTest, reads_cookies_with_expiry_in_seconds_or_milliseconds) {
  for (const int version : {12, 16, 17}) {
    fs::remove(profile_.folder / "cookies.sqlite");
    make_cookies(version);
    const Scan found = read();
    ASSERT_EQ(found.items.size(), 2U);
    const Item& a = found.items[0];
    EXPECT_EQ(a.host, "a.test");
    EXPECT_TRUE(a.host_only && a.secure && a.http_only && a.persistent);
    EXPECT_EQ(a.same_site, cookies::SameSite::Lax);
    EXPECT_EQ(to_iso(a.created.value()), "2026-11-21T23:37:32Z");
    EXPECT_EQ(to_iso(a.expires.value()),
              version == 17 ? "1970-01-22T03:27:20Z" : "2027-11-21T23:37:33Z");
    const Item& b = found.items[1];
    EXPECT_EQ(b.host, "b.test");
    EXPECT_EQ(b.container, "4");
    EXPECT_FALSE(b.host_only);
    EXPECT_EQ(b.same_site, cookies::SameSite::Unset);
    EXPECT_EQ(to_iso(b.expires.value()), "2027-11-21T23:37:33Z");
    EXPECT_EQ(b.file, "cookies.sqlite");
  }
}

TEST_F(FirefoxProfileTest, reads_an_unknown_version_and_never_writes_it) {
  make_cookies(99);
  EXPECT_THAT(listed(Store::Cookie), ElementsAre("a.test sid=value-of-a", "b.test uid=value-of-b"));
  const std::string before = content("cookies.sqlite");
  EXPECT_THAT(erase().left_over, Contains(HasSubstr("version 99 is not known")));
  EXPECT_EQ(content("cookies.sqlite"), before);
  EXPECT_THAT(told_.paths, IsEmpty());
}

TEST_F(FirefoxProfileTest, erases_rows_with_their_bytes_after_telling) {
  make_cookies(17);
  const std::string before = content("cookies.sqlite");
  const Erased erased = erase();
  EXPECT_EQ(erased.items, 1U);
  EXPECT_EQ(erased.kept, 1U);
  EXPECT_THAT(told_.paths, ElementsAre("cookies.sqlite"));
  EXPECT_EQ(told_.before["cookies.sqlite"], before);
  EXPECT_THAT(content("cookies.sqlite"), Not(HasSubstr("value-of-b")));
  EXPECT_THAT(listed(Store::Cookie), ElementsAre("a.test sid=value-of-a"));
  // Again: nothing is left to do.
  told_.paths.clear();
  EXPECT_EQ(erase().items, 0U);
  EXPECT_THAT(told_.paths, IsEmpty());
}

TEST_F(FirefoxProfileTest, changes_nothing_when_the_watcher_refuses) {
  make_cookies(17);
  const std::string before = content("cookies.sqlite");
  told_.refuses = true;
  EXPECT_FALSE(browsers::erase(profile_, keeps_a_test, told_).has_value());
  EXPECT_EQ(content("cookies.sqlite"), before);
}

TEST_F(FirefoxProfileTest, tells_the_current_session_from_older_ones) {
  const auto session = [](const std::string& value) {
    return browser_files::write_mozlz4(
        R"({"windows":[],"cookies":[{"host":"b.test","name":"s","value":")" + value + R"("}]})");
  };
  write("sessionstore.jsonlz4", session("now"));
  write("sessionstore-backups/previous.jsonlz4", session("then"));
  write("sessionstore-backups/upgrade.jsonlz4-20260101", session("now"));
  EXPECT_THAT(listed(Store::Cookie), ElementsAre("b.test s=now"));
  EXPECT_THAT(listed(Store::SessionRestore), ElementsAre("b.test s=then"));
  EXPECT_EQ(erase().items, 3U);
  EXPECT_THAT(read().items, IsEmpty());
  EXPECT_EQ(browser_files::read_mozlz4(content("sessionstore.jsonlz4")).value(),
            R"({"windows":[],"cookies":[]})");
}

TEST_F(FirefoxProfileTest, removes_folders_of_origins_by_metadata_or_by_name) {
  for (const char* folder : {"default/https+++a.test", "default/https+++b.test",
                             "default/https+++t.test^partitionKey=%28https%2Ca.test%29",
                             "permanent/chrome", "default/moz-extension+++a6e0"})
    make_database("storage/" + std::string(folder) + "/ls/data.sqlite",
                  {"CREATE TABLE data(key TEXT PRIMARY KEY, utf16_length INTEGER, conversion_type "
                   "INTEGER, compression_type INTEGER, last_access_time INTEGER, value BLOB)",
                   "INSERT INTO data VALUES('plain', 3, 1, 0, 0, 'abc')",
                   "INSERT INTO data VALUES('wide', 2, 0, 0, 0, x'2d4e8765')",
                   "INSERT INTO data VALUES('packed', 3, 1, 1, 0, x'0308616263')",
                   "INSERT INTO data VALUES('broken', 3, 1, 1, 0, x'ff')"});
  write("storage/to-be-removed/x/old", "old");
  EXPECT_THAT(listed(Store::LocalStorage), Contains("b.test wide=中文"));
  EXPECT_THAT(listed(Store::LocalStorage), Contains("b.test packed=abc"));
  EXPECT_THAT(listed(Store::LocalStorage), Contains("b.test broken=?"));
  EXPECT_THAT(listed(Store::Quota),
              UnorderedElementsAre("a.test default=?", "b.test default=?", "t.test default=?"));
  EXPECT_EQ(erase().items, 5U);
  EXPECT_THAT(told_.paths, ElementsAre("https+++b.test", "x"));
  EXPECT_THAT(listed(Store::Quota), UnorderedElementsAre("a.test default=?", "t.test default=?"));
  EXPECT_TRUE(fs::exists(profile_.folder / "storage/default/moz-extension+++a6e0"));
  EXPECT_TRUE(fs::exists(profile_.folder / "storage/permanent/chrome"));
}

TEST_F(FirefoxProfileTest, takes_workers_and_hsts_out_of_their_lists) {
  write("serviceworker.txt",
        "12\n\nhttps://a.test/\nhttps://a.test/sw.js\n#\n\nhttps://b.test/\nhttps://b.test/w\n#\n"
        "\nmoz-extension://x/\nmoz-extension://x/w\n#\n");
  browser_files::DataStorageRecord a;
  a.key = "a.test^partitionKey=%28https%2Ca.test%29";
  a.value = "1826840253135,1,0";
  browser_files::DataStorageRecord b = a;
  b.key = "b.test";
  write("SiteSecurityServiceState.bin", browser_files::write_data_storage({a, b}));
  EXPECT_THAT(listed(Store::Hsts), ElementsAre("a.test a.test=?", "b.test b.test=?"));
  EXPECT_EQ(erase().items, 2U);
  EXPECT_THAT(listed(Store::Hsts), ElementsAre("a.test a.test=?"));
  EXPECT_EQ(content("serviceworker.txt"),
            "12\n\nhttps://a.test/\nhttps://a.test/sw.js\n#\n"
            "\nmoz-extension://x/\nmoz-extension://x/w\n#\n");
}

TEST_F(FirefoxProfileTest, leaves_icons_of_kept_pages_and_of_its_own_bookmarks) {
  make_database(
      "favicons.sqlite",
      {"CREATE TABLE moz_icons(id INTEGER PRIMARY KEY, icon_url TEXT, root INTEGER, expire_ms "
       "INTEGER, data BLOB)",
       "CREATE TABLE moz_pages_w_icons(id INTEGER PRIMARY KEY, page_url TEXT)",
       "CREATE TABLE moz_icons_to_pages(page_id INTEGER, icon_id INTEGER, PRIMARY KEY(page_id, "
       "icon_id)) WITHOUT ROWID",
       "INSERT INTO moz_icons VALUES(1, 'https://cdn.test/shared.png', 0, 0, 'x'), (2, "
       "'https://b.test/favicon.ico', 1, 0, 'x'), (3, 'fake-favicon-uri:x', 0, 0, 'x'), (4, "
       "'https://b.test/only-b.png', 0, 0, 'x')",
       "INSERT INTO moz_pages_w_icons VALUES(1, 'https://a.test/'), (2, 'https://b.test/p'), (3, "
       "'https://mozilla.test/')",
       "INSERT INTO moz_icons_to_pages VALUES(1, 1), (2, 1), (3, 3), (2, 4)"});
  EXPECT_THAT(listed(Store::Favicon), UnorderedElementsAre("a.test https://cdn.test/shared.png=?",
                                                           "b.test https://cdn.test/shared.png=?",
                                                           "b.test https://b.test/favicon.ico=?",
                                                           "b.test https://b.test/only-b.png=?"));
  EXPECT_EQ(erase().items, 3U);
  EXPECT_THAT(listed(Store::Favicon), ElementsAre("a.test https://cdn.test/shared.png=?"));
  EXPECT_THAT(content("favicons.sqlite"), HasSubstr("mozilla.test"));
  EXPECT_THAT(content("favicons.sqlite"), Not(HasSubstr("b.test")));
}

TEST_F(FirefoxProfileTest, leaves_what_the_person_allowed) {
  make_database(
      "permissions.sqlite",
      {"PRAGMA user_version=13",
       "CREATE TABLE moz_perms(id INTEGER PRIMARY KEY, origin TEXT, type TEXT, permission "
       "INTEGER, expireType INTEGER, expireTime INTEGER, modificationTime INTEGER)",
       "INSERT INTO moz_perms VALUES(1, 'https://b.test', 'cookie', 2, 0, 0, 0), (2, "
       "'https://b.test', 'storageAccessAPI', 1, 0, 0, 0), (3, 'https://b.test', "
       "'3rdPartyStorage^https://t.test', 1, 0, 0, 0)",
       "CREATE TABLE moz_origin_interactions(origin TEXT PRIMARY KEY, "
       "lastInteractionTime INTEGER)",
       "INSERT INTO moz_origin_interactions VALUES('https://b.test', 1795304253000)"});
  EXPECT_EQ(listed(Store::BounceTracking).size(), 3U);
  EXPECT_EQ(erase().items, 3U);
  EXPECT_THAT(content("permissions.sqlite"), HasSubstr("cookie"));
  EXPECT_THAT(content("permissions.sqlite"), Not(HasSubstr("storageAccessAPI")));
}

TEST_F(FirefoxProfileTest, reads_and_erases_local_storage_of_old) {
  make_database("webappsstore.sqlite",
                {"PRAGMA user_version=2",
                 "CREATE TABLE webappsstore2(originAttributes TEXT, originKey TEXT, scope TEXT, "
                 "key TEXT, value TEXT)",
                 "INSERT INTO webappsstore2 VALUES('', 'tset.a.:https:443', '', 'k', 'of-a'), ('', "
                 "'tset.b.:http:8080', '', 'k', 'of-b'), ('', 'nonsense', '', 'k', 'v')"});
  EXPECT_THAT(listed(Store::LocalStorage), ElementsAre("a.test k=of-a", "b.test k=of-b"));
  EXPECT_EQ(erase().items, 1U);
  EXPECT_THAT(listed(Store::LocalStorage), ElementsAre("a.test k=of-a"));
}

TEST_F(FirefoxProfileTest, tells_damaged_files_and_goes_on) {
  for (const char* name :
       {"cookies.sqlite", "favicons.sqlite", "permissions.sqlite", "sessionstore.jsonlz4",
        "serviceworker.txt", "SiteSecurityServiceState.bin", "storage.sqlite",
        "cache2/entries/0123", "storage/default/https+++b.test/ls/data.sqlite",
        "storage/default/https+++b.test/idb/1x.sqlite",
        "storage/default/https+++b.test/.metadata-v2"})
    write(name, std::string(3000, '\x5a'));
  const Scan found = read();
  EXPECT_EQ(found.problems.size(), 6U);
  EXPECT_THAT(listed(Store::Quota), ElementsAre("b.test default=?"));
  const Erased erased = erase();
  EXPECT_EQ(erased.left_over.size(), 8U) << "six that cannot be written, two that name sites";
  EXPECT_FALSE(fs::exists(profile_.folder / "storage/default/https+++b.test"));
}

}  // namespace
}  // namespace glassjar::browsers

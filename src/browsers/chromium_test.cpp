// Chromium profiles made by hand: every form of a store is read, and what is emptied is in no file.
#include <gtest/gtest.h>

#include <fstream>

#include "base/encoding.h"
#include "base/file.h"
#include "browser_files/bytes_of_hex.h"
#include "browsers/chromium_store.h"
#include "browsers/made_profile.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;
using browser_files::bytes_of_hex;
using chromium::parse_storage_key;
using cookies::Item;
using cookies::Store;

// "secret of example" of .example.org, after the host's hash.
const std::string kHashedValue = bytes_of_hex(
    "763130997a768d3761d0d1794ad96ed756c2d2e579b437c49fef1635f87eaa2a88d73ad28a7a47ad6d2e54b83a3710"
    "e2f0e12a5bab299788a530bc12a3c3b1301dad1b");

TEST(ChromiumStorageKey, the_owner_and_its_partition_are_told) {
  const auto first_party = parse_storage_key("https://a.test:443/");
  EXPECT_EQ(first_party.origin, "https://a.test");
  EXPECT_EQ(first_party.host, "a.test");
  EXPECT_EQ(first_party.top_site, "");
  const auto framed = parse_storage_key("http://B.test:8780/^0https://news.test");
  EXPECT_EQ(framed.origin, "http://B.test:8780");
  EXPECT_EQ(framed.host, "b.test");
  EXPECT_EQ(framed.top_site, "https://news.test");
  EXPECT_EQ(parse_storage_key("https://www.a.test/^31").top_site, "https://a.test");
  EXPECT_EQ(parse_storage_key("https://a.test/^11234^25678").top_site, "null");
  EXPECT_EQ(parse_storage_key("no url").host, "");
}

TEST(ChromiumTime, begins_in_1601_and_ends_before_the_clock_does) {
  EXPECT_EQ(to_iso(*chromium::time_of(13'439'777'315'144'765)), "2026-11-21T23:28:35Z");
  EXPECT_FALSE(chromium::time_of(0));
  EXPECT_FALSE(chromium::time_of(INT64_MAX));
}

class ChromiumProfile : public MadeProfile {
 protected:
  ChromiumProfile() : MadeProfile(Family::Chromium) {}

  void make_cookies(int version) {
    make_database(
        "Cookies",
        {"CREATE TABLE meta(key TEXT, value TEXT)",
         fmt::format("INSERT INTO meta VALUES('version', '{}')", version),
         "CREATE TABLE cookies(creation_utc INTEGER, host_key TEXT, top_frame_site_key TEXT, name "
         "TEXT, value TEXT, encrypted_value BLOB, path TEXT, expires_utc INTEGER, is_secure "
         "INTEGER, is_httponly INTEGER, last_access_utc INTEGER, has_expires INTEGER, "
         "is_persistent INTEGER, samesite INTEGER, source_type INTEGER)",
         fmt::format("INSERT INTO cookies VALUES(13439777315144765, '.example.org', '', 'sid', '', "
                     "x'{}', '/', 13539777315144765, 1, 1, 13439777315144765, 1, 1, 2, 1)",
                     to_hex(as_bytes(kHashedValue))),
         "INSERT INTO cookies VALUES(13439777315144765, 'kept.test', '', 'login', 'plain', x'', "
         "'/', 0, 0, 0, 0, 0, 0, -1, 2)"});
  }

  void make_local_storage() {
    make_leveldb("Local Storage/leveldb",
                 {{"METAACCESS:https://gone.test", "\x08\x01", 2, 0},
                  {"META:https://gone.test", "\x08\x01\x10\x05", 4, 0},
                  {"VERSION", "1", 1, 0},
                  {"_https://gone.test\0\1id"s, "\1secret-id", 10, 0},
                  {"_https://kept.test\0\0\x0d\x54"s, "\0\x4d\x52"s, 3, 0}});
  }

  Result<Erased> erase() {
    const auto keeps = [](const Item& item) {
      return (item.top_site.empty() ? item.host : item.top_site).ends_with("kept.test");
    };
    return browsers::erase(profile_, keeps, told_);
  }

  bool is_found(std::string_view needle) const {
    for (const auto& file : fs::recursive_directory_iterator(profile_.folder))
      if (file.is_regular_file() &&
          read_file(file.path()).value().find(needle) != std::string::npos)
        return true;
    return false;
  }
};

TEST_F(ChromiumProfile, an_empty_folder_has_neither_items_nor_problems) {
  EXPECT_TRUE(read().items.empty());
  EXPECT_TRUE(read().problems.empty());
  const auto erased = erase();
  ASSERT_TRUE(erased);
  EXPECT_EQ(erased->items, 0U);
  EXPECT_TRUE(told_.paths.empty());
}

TEST_F(ChromiumProfile, cookies_are_read_with_all_that_is_said_of_them) {
  make_cookies(24);
  const Scan scan = read();
  ASSERT_EQ(scan.items.size(), 2U);
  const Item& cookie = scan.items[0];
  EXPECT_EQ(cookie.host, "example.org");
  EXPECT_FALSE(cookie.host_only);
  EXPECT_EQ(cookie.value, "secret of example");
  EXPECT_EQ(cookie.bytes, 17U);
  EXPECT_EQ(cookie.same_site, cookies::SameSite::Strict);
  EXPECT_EQ(cookie.set_by, cookies::SetBy::Header);
  EXPECT_TRUE(cookie.expires);
  EXPECT_EQ(scan.items[1].value, "plain");
  EXPECT_TRUE(scan.items[1].host_only);
  EXPECT_FALSE(scan.items[1].expires);
  EXPECT_EQ(scan.items[1].set_by, cookies::SetBy::Script);
}

TEST_F(ChromiumProfile, cookies_of_the_keyrings_key_are_listed_without_it) {
  make_database("Network/Cookies",
                {"CREATE TABLE cookies(host_key TEXT, name TEXT, value TEXT, encrypted_value BLOB)",
                 "INSERT INTO cookies VALUES('a.test', 'n', '', "
                 "x'7631313eeae3997ba739e05e9a4b6928cd449e')"});
  class OpenKeyring final : public Keyring {
    cookies::Unread offer(std::string_view browser, const Takes& takes) override {
      EXPECT_EQ(browser, "Brave");
      return takes("correct horse") ? cookies::Unread::No : cookies::Unread::NotInKeyring;
    }
  };
  profile_.browser = "Brave";
  const Item locked = read().items.at(0);
  EXPECT_FALSE(locked.value);
  EXPECT_EQ(locked.unread, cookies::Unread::NoKeyring);
  EXPECT_EQ(locked.bytes, 15U);
  OpenKeyring keyring;
  const Item open = scan({profile_}, keyring).items.at(0);
  EXPECT_EQ(open.value, "old value");
  EXPECT_EQ(open.unread, cookies::Unread::No);
  EXPECT_EQ(open.bytes, 9U);
}

TEST_F(ChromiumProfile, a_database_that_breaks_while_rows_are_deleted_is_left_over) {
  make_database(
      "Cookies",
      {"CREATE TABLE meta(key TEXT, value TEXT)", "INSERT INTO meta VALUES('version', '24')",
       "CREATE TABLE cookies(host_key TEXT, name TEXT, value TEXT, encrypted_value BLOB)",
       "INSERT INTO cookies VALUES('a.test', 'n', 'v', '')",
       "CREATE INDEX by_name ON cookies(name)"});
  // The index has the last page, which only a deletion looks at.
  const fs::path file = profile_.folder / "Cookies";
  std::fstream page(file, std::ios::binary | std::ios::in | std::ios::out);
  page.seekp(static_cast<std::streamoff>(fs::file_size(file)) - 4096);
  page.write(std::string(4096, 'x').data(), 4096);
  page.close();
  ASSERT_EQ(read().items.size(), 1U);
  const auto erased = erase();
  ASSERT_TRUE(erased);
  EXPECT_EQ(erased->left_over.size(), 2U) << "the database, and what always stays";
  EXPECT_EQ(read().items.size(), 1U);
}

TEST_F(ChromiumProfile, columns_that_an_older_version_lacks_are_left_unknown) {
  make_database("Network/Cookies",
                {"CREATE TABLE cookies(host_key TEXT, name TEXT, value TEXT, encrypted_value BLOB)",
                 "INSERT INTO cookies VALUES('a.test', 'n', '', x'7631316162')"});
  const Scan scan = read();
  ASSERT_EQ(scan.items.size(), 1U);
  EXPECT_EQ(scan.items[0].file, "Network/Cookies");
  EXPECT_FALSE(scan.items[0].value);
  EXPECT_EQ(scan.items[0].same_site, cookies::SameSite::Unset);
  EXPECT_EQ(scan.items[0].set_by, cookies::SetBy::Unknown);
}

TEST_F(ChromiumProfile, cookies_that_go_leave_no_byte) {
  make_cookies(24);
  const auto erased = erase();
  ASSERT_TRUE(erased) << erased.error().message;
  EXPECT_EQ(erased->items, 1U);
  EXPECT_EQ(erased->kept, 1U);
  EXPECT_FALSE(is_found("example.org"));
  EXPECT_FALSE(is_found(kHashedValue));
  EXPECT_EQ(told_.paths, std::vector<std::string>{"Cookies"});
  ASSERT_EQ(read().items.size(), 1U);
  EXPECT_EQ(read().items[0].name, "login");
}

TEST_F(ChromiumProfile, an_unknown_version_is_read_and_never_written) {
  make_cookies(25);
  EXPECT_EQ(read().items.size(), 2U);
  const auto erased = erase();
  ASSERT_TRUE(erased);
  EXPECT_EQ(erased->items, 0U);
  EXPECT_TRUE(told_.paths.empty());
  ASSERT_FALSE(erased->left_over.empty());
  EXPECT_NE(erased->left_over[0].find("version 25"), std::string::npos);
  EXPECT_TRUE(is_found("example.org"));
}

TEST_F(ChromiumProfile, nothing_changes_once_the_watcher_refuses) {
  make_cookies(24);
  make_local_storage();
  told_.refuses = true;
  EXPECT_EQ(erase().error().code, ErrorCode::Unavailable);
  EXPECT_EQ(read().items.size(), 4U);
}

TEST_F(ChromiumProfile, emptying_again_finds_nothing_to_do) {
  make_cookies(24);
  make_local_storage();
  ASSERT_TRUE(erase());
  told_.paths.clear();
  const auto again = erase();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->items, 0U);
  EXPECT_EQ(again->kept, 2U);
  EXPECT_TRUE(told_.paths.empty());
}

TEST_F(ChromiumProfile, local_storage_in_leveldb_is_read_and_emptied) {
  make_local_storage();
  const Scan scan = read();
  ASSERT_EQ(scan.items.size(), 2U);
  EXPECT_EQ(scan.items[0].origin, "https://gone.test");
  EXPECT_EQ(scan.items[0].name, "id");
  EXPECT_EQ(scan.items[0].value, "secret-id");
  EXPECT_EQ(scan.items[0].bytes, 9U);
  EXPECT_EQ(scan.items[1].name, "名"s.substr(0, 3));
  ASSERT_TRUE(erase());
  EXPECT_FALSE(is_found("gone.test"));
  EXPECT_FALSE(is_found("secret-id"));
  ASSERT_EQ(read().items.size(), 1U);
  EXPECT_EQ(read().items[0].host, "kept.test");
}

TEST_F(ChromiumProfile, local_storage_in_sqlite_is_read_and_emptied) {
  make_database(
      "LocalStorage",
      {"CREATE TABLE meta(key TEXT, value TEXT)", "INSERT INTO meta VALUES('version', '1')",
       "CREATE TABLE maps(row_id INTEGER PRIMARY KEY, storage_key BLOB, last_accessed INTEGER, "
       "last_modified INTEGER, total_size INTEGER)",
       "CREATE TABLE map_entries(map_id INTEGER, value_compression_type INTEGER, key BLOB, value "
       "BLOB, PRIMARY KEY(map_id, key)) WITHOUT ROWID",
       "INSERT INTO maps VALUES(1, CAST('https://gone.test/' AS BLOB), 0, 0, 0), (2, "
       "CAST('https://gone.test/^0https://kept.test' AS BLOB), 0, 13439777315144765, 0)",
       "INSERT INTO map_entries VALUES(1, 0, x'016964', CAST(x'01' || 'secret-id' AS BLOB)), (2, "
       "0, x'016964', x'0176')"});
  const Scan scan = read();
  ASSERT_EQ(scan.items.size(), 2U);
  EXPECT_EQ(scan.items[0].value, "secret-id");
  EXPECT_EQ(scan.items[1].top_site, "https://kept.test");
  EXPECT_EQ(to_iso(*scan.items[1].last_used), "2026-11-21T23:28:35Z");
  ASSERT_TRUE(erase());
  EXPECT_FALSE(is_found("secret-id"));
  ASSERT_EQ(read().items.size(), 1U);
  EXPECT_EQ(read().items[0].value, "v");
}

TEST_F(ChromiumProfile, session_storage_goes_by_the_owner_of_its_map) {
  make_leveldb("Session Storage",
               {{"map-0-tab", "s\0e\0c\0r\0e\0t\0"s, 12, 0},
                {"map-1-tab", "k\0"s, 2, 0},
                {"namespace-00000000_0000_0000_0000_000000000001-https://gone.test/", "0", 1, 0},
                {"namespace-00000000_0000_0000_0000_000000000001-https://kept.test/", "1", 1, 0},
                {"next-map-id", "2", 1, 0},
                {"version", "1", 1, 0}});
  const Scan scan = read();
  ASSERT_EQ(scan.items.size(), 2U);
  EXPECT_EQ(scan.items[0].value, "secret");
  EXPECT_EQ(scan.items[0].host, "gone.test");
  ASSERT_TRUE(erase());
  EXPECT_FALSE(is_found("gone.test"));
  EXPECT_FALSE(is_found("s\0e\0c\0r"s));
  ASSERT_EQ(read().items.size(), 1U);
  EXPECT_EQ(read().items[0].value, "k");
}

TEST_F(ChromiumProfile, storage_of_frames_goes_by_its_bucket) {
  make_database(
      "WebStorage/QuotaManager",
      {"CREATE TABLE meta(key TEXT, value TEXT)", "INSERT INTO meta VALUES('version', '11')",
       "CREATE TABLE buckets(id INTEGER PRIMARY KEY, storage_key TEXT, name TEXT, "
       "last_accessed INTEGER, last_modified INTEGER)",
       "INSERT INTO buckets VALUES(1, 'https://gone.test/^0https://news.test', "
       "'_default', 0, 0), (2, 'https://gone.test/^0https://kept.test', '_default', 0, 0)"});
  for (const char* bucket : {"1", "2", "3"})
    write(fs::path("WebStorage") / bucket / "CacheStorage/index.txt",
          "\x0a\x07\x0a\x05"
          "files");
  const Scan scan = read();
  EXPECT_EQ(std::count_if(scan.items.begin(), scan.items.end(),
                          [](const Item& item) { return item.store == Store::CacheStorage; }),
            3);
  ASSERT_TRUE(erase());
  EXPECT_FALSE(fs::exists(profile_.folder / "WebStorage/1"));
  EXPECT_TRUE(fs::exists(profile_.folder / "WebStorage/2/CacheStorage/index.txt"));
  EXPECT_FALSE(fs::exists(profile_.folder / "WebStorage/3")) << "nobody's";
  EXPECT_FALSE(is_found("news.test"));
}

TEST_F(ChromiumProfile, hsts_hosts_are_told_by_the_other_items) {
  make_cookies(24);
  // SHA-256 of 7 example 3 org 0, and of a host that nothing else names.
  write("TransportSecurity",
        R"({"sts":[{"host":"ZAzydWuEQK4qaLUxtpJX7MoPCJ900QQKQEJvKh4t/do=","expiry":1826839639.4,)"
        R"("sts_observed":1795303639.4,"mode":"force-https"},{"host":"AAAA"}],"version":2})");
  const Scan scan = read();
  std::vector<std::string> hosts;
  for (const Item& item : scan.items)
    if (item.store == Store::Hsts) hosts.push_back(item.host + " " + item.name);
  ASSERT_EQ(hosts.size(), 2U);
  EXPECT_EQ(hosts[0], "example.org example.org");
  EXPECT_EQ(hosts[1], " AAAA");
  ASSERT_TRUE(erase());
  EXPECT_EQ(read_file(profile_.folder / "TransportSecurity").value(), R"({"sts":[],"version":2})");
}

TEST_F(ChromiumProfile, what_extensions_store_is_neither_listed_nor_taken_out) {
  make_leveldb("Local Storage/leveldb", {{"META:chrome-extension://abc", "\x08\x01", 2, 0},
                                         {"VERSION", "1", 1, 0},
                                         {"_chrome-extension://abc\0\1id"s, "\1settings", 9, 0},
                                         {"_https://gone.test\0\1id"s, "\1value", 6, 0}});
  make_leveldb("Service Worker/Database",
               {{"INITDATA_DB_VERSION", "2", 1, 0},
                {"REG:chrome-extension://abc/\0"s + "0", "\x08\x00\x20\x00"s, 4, 0},
                {"REG:https://gone.test/\0"s + "1", "\x08\x01\x20\x01", 4, 0},
                {"REGID_TO_ORIGIN:0", "chrome-extension://abc/", 23, 0},
                {"RES:0\0"s + "7", "script", 6, 0},
                {"RES:1\0"s + "8", "script", 6, 0}});
  write("IndexedDB/chrome-extension_abc_0.indexeddb.leveldb/CURRENT", "x");
  write("IndexedDB/https_gone.test_0.indexeddb.leveldb/CURRENT", "x");
  const Scan scan = read();
  EXPECT_EQ(scan.items.size(), 2U);
  for (const Item& item : scan.items) EXPECT_EQ(item.host, "gone.test");
  ASSERT_TRUE(erase());
  EXPECT_FALSE(is_found("gone.test"));
  EXPECT_TRUE(is_found("_chrome-extension://abc"));
  EXPECT_TRUE(is_found("META:chrome-extension://abc"));
  EXPECT_TRUE(is_found("REG:chrome-extension://abc/"));
  EXPECT_TRUE(is_found("RES:0"));
  EXPECT_FALSE(is_found("RES:1"));
  EXPECT_TRUE(fs::exists(profile_.folder / "IndexedDB/chrome-extension_abc_0.indexeddb.leveldb"));
  EXPECT_FALSE(fs::exists(profile_.folder / "IndexedDB/https_gone.test_0.indexeddb.leveldb"));
}

TEST_F(ChromiumProfile, damaged_files_are_told_and_the_rest_is_read) {
  make_local_storage();
  write("Cookies", std::string(5000, 'x'));
  write("TransportSecurity", "{");
  write("Sessions/Session_1", "not one");
  write("Service Worker/CacheStorage/0a/index.txt", "\x0a\x7f");
  const Scan scan = read();
  EXPECT_EQ(scan.items.size(), 2U);
  EXPECT_EQ(scan.problems.size(), 4U);
  ASSERT_TRUE(erase());
  EXPECT_FALSE(fs::exists(profile_.folder / "Sessions/Session_1"));
  EXPECT_FALSE(fs::exists(profile_.folder / "Service Worker/CacheStorage/0a"));
}

}  // namespace
}  // namespace glassjar::browsers

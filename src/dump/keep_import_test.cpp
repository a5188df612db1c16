// Keep lists as other programs write them.
#include "dump/keep_import.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

namespace glassjar::dump {
namespace {

std::vector<std::string> sites_in(const ImportedKeeps& keeps) {
  return {keeps.list.sites().begin(), keeps.list.sites().end()};
}

using Sites = std::vector<std::string>;

TEST(KeepImportTest, chromium_exceptions_that_allow) {
  const auto keeps = import_keeps_text(
      R"({"profile":{"content_settings":{"exceptions":{"cookies":{
        "[*.]example.org,*":{"last_modified":"13","setting":1},
        "https://mail.example.com:443,*":{"setting":1},
        "blocked.example,*":{"setting":2},
        "session.example,*":{"setting":4}}}}}})");
  ASSERT_TRUE(keeps.has_value()) << keeps.error().message;
  EXPECT_EQ(keeps->format, "Chromium's cookie exceptions");
  EXPECT_EQ(sites_in(*keeps), (Sites{"example.com", "example.org"}));
}

TEST(KeepImportTest, cookie_autodelete_white_list_of_all_containers) {
  const auto keeps = import_keeps_text(
      R"({"default":[{"expression":"*.example.org","listType":"WHITE","storeId":"default"},
                     {"expression":"grey.example","listType":"GREY"},
                     {"expression":"/^a.*$/","listType":"WHITE"}],
          "firefox-container-2":[{"expression":"work.example","listType":"WHITE"}]})");
  ASSERT_TRUE(keeps.has_value()) << keeps.error().message;
  EXPECT_EQ(keeps->format, "Cookie AutoDelete");
  EXPECT_EQ(sites_in(*keeps), (Sites{"example.org", "work.example"}));
  ASSERT_EQ(keeps->skipped.size(), 1U);
  EXPECT_NE(keeps->skipped[0].find("regular expression"), std::string::npos);
}

TEST(KeepImportTest, bleachbit_array_and_ccleaner_line) {
  const auto bleachbit = import_keeps_text(R"(["example.org", ".mail.example.com", 7, "co.uk"])");
  ASSERT_TRUE(bleachbit.has_value());
  EXPECT_EQ(sites_in(*bleachbit), (Sites{"example.com", "example.org"}));
  EXPECT_EQ(bleachbit->skipped.size(), 1U);
  for (const char* text :
       {"[Options]\r\nUpdateCheck=0\r\nCookiesToSave=*.example.org|example.com\r\nX=1",
        "\"CookiesToSave\"=\"example.org|example.com\"\r\n"}) {
    const auto ccleaner = import_keeps_text(text);
    ASSERT_TRUE(ccleaner.has_value()) << text;
    EXPECT_EQ(sites_in(*ccleaner), (Sites{"example.com", "example.org"})) << text;
  }
  EXPECT_TRUE(import_keeps_text("CookiesToSave")->list.sites().empty());
}

TEST(KeepImportTest, a_plain_list_and_what_is_none) {
  EXPECT_EQ(sites_in(*import_keeps_text("example.org\nexample.com\n")),
            (Sites{"example.com", "example.org"}));
  for (const char* text : {"{\"a\":", "{\"a\":1}", "<html>",
                           "\x7F"
                           "ELF"})
    EXPECT_EQ(import_keeps_text(text).error().code, ErrorCode::InvalidArgument) << text;
}

TEST(KeepImportTest, firefox_permissions_from_the_profile_folder) {
  const auto folder = std::filesystem::temp_directory_path() / "glassjar-keep-import-test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "permissions.sqlite").c_str(), &handle), SQLITE_OK);
  const char* sql =
      "CREATE TABLE moz_perms (id INTEGER PRIMARY KEY, origin TEXT, type TEXT, permission INTEGER);"
      "INSERT INTO moz_perms (origin, type, permission) VALUES"
      " ('https://www.example.org', 'cookie', 1),"
      " ('https://work.example^userContextId=2', 'cookie', 1),"
      " ('https://blocked.example', 'cookie', 2),"
      " ('https://photos.example', 'geo', 1);";
  ASSERT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(handle);
  const auto keeps = import_keeps(folder);
  ASSERT_TRUE(keeps.has_value()) << keeps.error().message;
  EXPECT_EQ(sites_in(*keeps), (Sites{"example.org", "work.example"}));
  std::filesystem::remove_all(folder);
  EXPECT_EQ(import_keeps(folder).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace glassjar::dump

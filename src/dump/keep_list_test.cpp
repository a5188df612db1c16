// Which sites a keep list holds, however people and programs write them.
#include "dump/keep_list.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "dump/host_name.h"
#include "dump/keep_rule.h"

namespace glassjar::dump {
namespace {

using namespace std::string_literals;

using cookies::Item;
using cookies::Store;

TEST(KeepListTest, a_host_in_any_spelling_counts_as_its_site) {
  for (const char* text : {"example.org", "www.example.org", ".example.org", "*.example.org",
                           "EXAMPLE.org.", "https://www.example.org/path?q",
                           "http://example.org:8080", "example.org:8080", "  example.org\t"}) {
    const auto site = site_named(text);
    ASSERT_TRUE(site.has_value()) << text;
    EXPECT_EQ(*site, "example.org") << text;
  }
  EXPECT_EQ(*site_named("a.localhost"), "a.localhost");
  EXPECT_EQ(*site_named("localhost"), "localhost");
  EXPECT_EQ(*site_named("192.0.2.7:8780"), "192.0.2.7");
}

TEST(KeepListTest, letters_outside_ascii_are_stored_as_browsers_store_them) {
  // Pairs of UTS #46, IdnaTestV2.txt: https://www.unicode.org/Public/idna/15.0.0/
  EXPECT_EQ(*site_named("bücher.example"), "xn--bcher-kva.example");
  EXPECT_EQ(*site_named("https://www.BÜCHER.example:8443/x"), "xn--bcher-kva.example");
  EXPECT_EQ(*site_named("bu\u0308cher.example"), "xn--bcher-kva.example");
  EXPECT_EQ(*site_named("faß.de"), "xn--fa-hia.de");
  EXPECT_EQ(*site_named("βόλος。com"), "xn--nxasmm1c.com");
  EXPECT_EQ(*site_named("www.食狮.公司.cn"), "xn--85x722f.xn--55qx5d.cn");
  for (const char* text : {"公司.cn", "bü cher.example", "bücher..example", "a\u2044b.example"})
    EXPECT_EQ(site_named(text).error().code, ErrorCode::InvalidArgument) << text;
  EXPECT_FALSE(site_named("bücher.example\0.org"s).has_value());
  EXPECT_FALSE(site_named("ü" + std::string(2000, 'a')).has_value());
}

TEST(KeepListTest, a_site_is_shown_as_people_write_it) {
  EXPECT_EQ(unicode_host("xn--bcher-kva.example"), "bücher.example");
  EXPECT_EQ(unicode_host("example.org"), "");
  EXPECT_EQ(unicode_host("xn--.example"), "");
  EXPECT_EQ(unicode_host("xn--" + std::string(2000, 'a')), "");
}

TEST(KeepListTest, what_names_no_single_site_is_refused) {
  for (const char* text :
       {"", "   ", "co.uk", "github.io", "two words.org", "a..b", "a.b..", "*", "b\xFC.de"})
    EXPECT_EQ(site_named(text).error().code, ErrorCode::InvalidArgument) << text;
}

TEST(KeepListTest, reads_comments_and_names_the_bad_line) {
  const auto list = KeepList::parse("# mine\nexample.org # mail\n\r\n\nwww.example.com\r\n");
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(list->serialize(),
            "# Sites whose cookies and storage stay when the jar is emptied; one a line.\n"
            "example.com\nexample.org\n");
  const auto bad = KeepList::parse("example.org\nnot a host\n");
  ASSERT_FALSE(bad.has_value());
  EXPECT_NE(bad.error().message.find("line 2"), std::string::npos) << bad.error().message;
}

TEST(KeepListTest, an_absent_file_is_an_empty_list_and_writing_makes_it) {
  const auto folder = std::filesystem::temp_directory_path() / "glassjar-keep-list-test";
  std::filesystem::remove_all(folder);
  const auto file = folder / "config/keep";
  KeepList list = KeepList::read(file).value();
  EXPECT_TRUE(list.sites().empty());
  EXPECT_TRUE(list.add("example.org"));
  EXPECT_FALSE(list.add("example.org"));
  ASSERT_TRUE(list.write(file).has_value());
  EXPECT_TRUE(KeepList::read(file)->has("example.org"));
  EXPECT_TRUE(list.remove("example.org"));
  EXPECT_FALSE(list.remove("example.org"));
  std::filesystem::remove_all(folder);
}

Item item(Store store, std::string host, std::string top_site = "") {
  Item out;
  out.store = store;
  out.host = std::move(host);
  out.top_site = std::move(top_site);
  return out;
}

KeepRule rule_keeping(const char* site, Hsts hsts = Hsts::OnlySupercookies) {
  KeepList list;
  list.add(site);
  return KeepRule(std::move(list), hsts, {"evil.example"});
}

TEST(KeepRuleTest, a_kept_site_keeps_every_store_and_others_none) {
  const KeepRule rule = rule_keeping("example.org");
  for (const Store store : {Store::Cookie, Store::LocalStorage, Store::IndexedDb,
                            Store::ServiceWorker, Store::HttpCache, Store::SessionRestore}) {
    EXPECT_TRUE(rule.keeps(item(store, "www.example.org")));
    EXPECT_FALSE(rule.keeps(item(store, "example.com")));
    EXPECT_FALSE(rule.keeps(item(store, "notexample.org")));
  }
}

TEST(KeepRuleTest, a_partitioned_item_belongs_to_its_top_level_site) {
  const KeepRule rule = rule_keeping("a.localhost");
  EXPECT_TRUE(rule.keeps(item(Store::Cookie, "tracker.example", "http://a.localhost")));
  EXPECT_FALSE(rule.keeps(item(Store::Cookie, "a.localhost", "http://b.localhost")));
}

TEST(KeepRuleTest, hsts_stays_but_for_supercookies_or_when_asked) {
  const KeepRule rule = rule_keeping("example.org");
  EXPECT_TRUE(rule.keeps(item(Store::Hsts, "bank.example")));
  EXPECT_TRUE(rule.keeps(item(Store::Hsts, "")));  // a hash that no known host matches
  EXPECT_FALSE(rule.keeps(item(Store::Hsts, "b7.evil.example")));
  EXPECT_FALSE(rule.keeps(item(Store::Hsts, "b7.evil.example", "https://news.example")));
  const KeepRule all = rule_keeping("example.org", Hsts::All);
  EXPECT_FALSE(all.keeps(item(Store::Hsts, "bank.example")));
  EXPECT_TRUE(all.keeps(item(Store::Hsts, "www.example.org")));
}

}  // namespace
}  // namespace glassjar::dump

// Session files: what is found in them and what is taken out.
#include "browsers/firefox_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "browser_files/mozlz4.h"

namespace glassjar::browsers::firefox {
namespace {

using cookies::Item;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSession = R"text({
  "version": ["sessionrestore", 1],
  "windows": [{
    "tabs": [{"entries": [{"url": "https://a.test/", "children": [{"url": "x"}]}], "index": 1,
              "storage": {"https://a.test": {"tab": "a-tab"},
                          "https://t.test^partitionKey=%28https%2Ca.test%29": {"tab": "t-in-a"},
                          "https://b.test": {"one": "b-one", "two": "b-two"}}}],
    "_closedTabs": [{"state": {"entries": [], "storage": {"https://b.test": {"tab": "b-closed"}}}}]
  }],
  "_closedWindows": [{"tabs": [{"entries": [], "storage": {"https://b.test": {"x": "b-window"}}}]}],
  "cookies": [
    {"host": "a.test", "name": "sid", "value": "a-sid", "path": "/", "secure": true,
     "httponly": true, "sameSite": 1, "originAttributes": {"partitionKey": "", "userContextId": 0}},
    {"host": ".b.test", "name": "sid", "value": "b-sid", "sameSite": 256,
     "originAttributes": {"partitionKey": "(https,a.test)", "userContextId": 2}},
    "no cookie"],
  "session": {"lastUpdate": 1795304250460, "ratio": 0.5}
})text";

boost::json::value session() {
  return parse_session(browser_files::write_mozlz4(kSession)).value();
}

std::vector<Item> items_of(boost::json::value document) {
  std::vector<Item> items;
  filter_session(document, [&](Item item) {
    items.push_back(std::move(item));
    return true;
  });
  return items;
}

TEST(FirefoxSession, has_cookies_and_storage_of_open_and_closed_tabs) {
  std::vector<std::string> values;
  for (const Item& item : items_of(session())) values.push_back(*item.value);
  EXPECT_THAT(values, testing::UnorderedElementsAre("a-tab", "t-in-a", "b-one", "b-two", "b-closed",
                                                    "b-window", "a-sid", "b-sid"));
}

TEST(FirefoxSession, tells_what_a_cookie_is) {
  for (const Item& item : items_of(session())) {
    EXPECT_FALSE(item.persistent);
    if (item.value == "a-sid") {
      EXPECT_TRUE(item.host_only && item.secure && item.http_only);
      EXPECT_EQ(item.same_site, cookies::SameSite::Lax);
    }
    if (item.value == "b-sid") {
      EXPECT_EQ(item.host, "b.test");
      EXPECT_FALSE(item.host_only);
      EXPECT_EQ(item.top_site, "https://a.test");
      EXPECT_EQ(item.container, "2");
      EXPECT_EQ(item.same_site, cookies::SameSite::Unset);
    }
    if (item.value == "t-in-a") {
      EXPECT_EQ(item.origin, "https://t.test");
      EXPECT_EQ(item.top_site, "https://a.test");
    }
  }
}

TEST(FirefoxSession, loses_what_goes_and_nothing_else) {
  boost::json::value document = session();
  EXPECT_EQ(filter_session(document, [](const Item& item) { return item.host != "b.test"; }), 5U);
  const std::string rest = browser_files::read_mozlz4(write_session(document)).value();
  EXPECT_THAT(rest, Not(HasSubstr("b-")));
  EXPECT_THAT(rest, Not(HasSubstr("b.test")));
  for (const char* kept :
       {"a-tab", "t-in-a", "a-sid", "no cookie", "1795304250460", "https://a.test/"})
    EXPECT_THAT(rest, HasSubstr(kept));
  EXPECT_EQ(filter_session(document, [](const Item& item) { return item.host != "b.test"; }), 0U);
}

TEST(FirefoxSession, reads_titles_that_were_cut_within_a_character) {
  const auto read = [](const std::string& text) {
    return parse_session(browser_files::write_mozlz4(text));
  };
  EXPECT_EQ(read(R"(["x\ud83d"])").value().at(0).as_string(), "x\xef\xbf\xbd");
  EXPECT_EQ(read(R"(["\udc00\\ud83d\ud83d\ude00"])").value().at(0).as_string(),
            "\xef\xbf\xbd\\ud83d\xf0\x9f\x98\x80");
}

TEST(FirefoxSession, refuses_what_is_none) {
  EXPECT_EQ(parse_session("{}").error().code, ErrorCode::DataLoss);
  EXPECT_EQ(parse_session(browser_files::write_mozlz4("{\"a\":")).error().code,
            ErrorCode::DataLoss);
  EXPECT_EQ(parse_session(browser_files::write_mozlz4("{\"a\":[1e999]}")).error().code,
            ErrorCode::DataLoss);
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  EXPECT_EQ(parse_session(browser_files::write_mozlz4(deep)).error().code, ErrorCode::DataLoss);
}

TEST(FirefoxSession, passes_over_shapes_it_does_not_know) {
  for (const char* text : {R"({"cookies": {"a": 1}, "storage": 3})", R"([{"cookies": [null, 1]}])",
                           R"({"entries": [], "storage": {"https://x.test": 4}})", "7", "null"}) {
    boost::json::value document = parse_session(browser_files::write_mozlz4(text)).value();
    const boost::json::value before = document;
    EXPECT_EQ(filter_session(document, [](const Item&) { return false; }), 0U) << text;
    EXPECT_EQ(document, before);
  }
}

}  // namespace
}  // namespace glassjar::browsers::firefox

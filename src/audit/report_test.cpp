// Reports: whatever a site names its cookies, the markup stays whole and the terminal obeys nobody.
#include "audit/report.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "audit/html.h"

namespace glassjar::audit {
namespace {

TEST(HtmlTest, text_and_attributes_are_escaped) {
  MarkupWriter html;
  {
    const auto outer = html.open("p", {{"title", "\"><script>"}});
    html.text("a < b & 'c'");
    html.empty("br");
  }
  EXPECT_EQ(html.take(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &#39;c&#39;<br>\n</p>\n");
}

TEST(HtmlTest, what_is_no_text_becomes_a_replacement_character) {
  EXPECT_EQ(escaped("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8D\xAF"),
            "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8D\xAF");
  for (const std::string_view bad : {"\xFF", "\x80", "\xC0", "\x01", "\x7F"})
    EXPECT_EQ(escaped(bad), "\xEF\xBF\xBD");
  // Overlong, surrogate, beyond Unicode, cut: a character for each byte.
  EXPECT_EQ(valid_utf8("\xE0\x80\x80").size(), 9U);
  EXPECT_EQ(valid_utf8("\xED\xA0\x80").size(), 9U);
  EXPECT_EQ(valid_utf8("\xF4\x90\x80\x80").size(), 12U);
  EXPECT_EQ(valid_utf8("\xE2\x82").size(), 6U);
  EXPECT_EQ(valid_utf8(std::string_view("\0a", 2)).size(), 2U);
}

class ReportTest : public testing::Test {
 protected:
  ReportTest() {
    Observation seen;
    seen.visits.push_back(Visit{.source = "x.har", .pages = {"https://shop.example/"}});
    const Moment at{.page = "https://shop.example/", .time = TimePoint(days(20'000))};
    seen.cookies_set.push_back(CookieSet{.at = at,
                                         .setter = "https://shop.example/<b>",
                                         .url = "https://shop.example/<b>",
                                         .line = "<script>alert(1)</script>\xFF=secret-value"});
    seen.problems.push_back({"x.har, entry 1", "\x1b[2Jcleared"});
    audit_ = make_audit(std::move(seen), cookies::Trackers(nullptr), std::nullopt,
                        TimePoint(days(20'000)));
  }
  Audit audit_;
};

TEST_F(ReportTest, pages_have_no_script_and_no_value) {
  const std::string html = html_report(audit_);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(1)"), std::string::npos);
  EXPECT_EQ(html.find("secret-value"), std::string::npos);
  EXPECT_EQ(cookie_page(declared_from(audit_), "<i>", audit_.made).find("<i>"), std::string::npos);
}

TEST_F(ReportTest, the_terminal_gets_no_control_characters) {
  const std::string text = text_report(audit_);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find(".[2Jcleared"), std::string::npos);
}

TEST_F(ReportTest, json_is_valid_whatever_the_site_sent) {
  boost::system::error_code error;
  const auto report = boost::json::parse(json_report(audit_), error);
  ASSERT_FALSE(error) << error.message();
  EXPECT_EQ(report.at("counts").at("no-same-site"), 1);
  EXPECT_EQ(report.at("declared_entries"), nullptr);
}

TEST_F(ReportTest, junit_fails_only_for_the_named_kinds) {
  EXPECT_EQ(junit_report(audit_, {}).find("<failure"), std::string::npos);
  const std::string xml = junit_report(audit_, {Kind::NoSameSite});
  EXPECT_NE(xml.find("<failure type=\"no-same-site\""), std::string::npos);
  EXPECT_NE(xml.find("tests=\"1\" failures=\"1\""), std::string::npos);
  EXPECT_EQ(xml.find("\xFF"), std::string::npos);
}

}  // namespace
}  // namespace glassjar::audit

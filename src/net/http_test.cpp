// Look-ups in a request: fields, cookies, query parameters.
#include "net/http.h"

#include <gtest/gtest.h>

#include <array>

namespace glassjar::net {
namespace {

TEST(Request, finds_fields_without_regard_to_case) {
  const std::array<Field, 2> fields = {{{"Content-Type", "a"}, {"content-type", "b"}}};
  const Request request{.fields = fields};
  EXPECT_EQ(request.field("CONTENT-TYPE"), "a");
  EXPECT_EQ(request.field("Content"), "");
  EXPECT_TRUE(request.has_field("content-type"));
  EXPECT_FALSE(request.has_field("Accept"));
}

TEST(Request, reads_cookies_of_all_cookie_fields) {
  const std::array<Field, 2> fields = {{{"Cookie", "a=1; b=2;c=x=y; d"}, {"cookie", "e=5; a=9"}}};
  const Request request{.fields = fields};
  EXPECT_EQ(request.cookie("a"), "1");
  EXPECT_EQ(request.cookie("b"), "2");
  EXPECT_EQ(request.cookie("c"), "x=y");
  EXPECT_EQ(request.cookie("d"), "");
  EXPECT_EQ(request.cookie("e"), "5");
  EXPECT_EQ(request.cookie("A"), "");
}

TEST(Request, decodes_query_parameters) {
  const Request request{.query = "a=1+2&b%5B=%C3%A4&c&bad=%zz&a=3"};
  EXPECT_EQ(request.query_param("a"), "1 2");
  EXPECT_EQ(request.query_param("b["), "\xC3\xA4");
  EXPECT_EQ(request.query_param("c"), "");
  EXPECT_EQ(request.query_param("bad"), "");
  EXPECT_EQ(request.query_param("none"), "");
}

TEST(Responder, answers_500_when_it_is_dropped) {
  struct Keeper : Responder::Target {
    void respond(Response&& response) override { status = response.status; }
    int status = 0;
  };
  const auto keeper = std::make_shared<Keeper>();
  {
    const Responder dropped(keeper);
  }
  EXPECT_EQ(keeper->status, 500);
}

}  // namespace
}  // namespace glassjar::net

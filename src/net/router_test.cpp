// The router: which route a path finds, and what is said when there is none.
#include "net/router.h"

#include <gtest/gtest.h>

namespace glassjar::net {
namespace {

class RouterTest : public ::testing::Test {
 protected:
  void add(Method method, const std::string& pattern) {
    router_.add(
        {.method = method, .pattern = pattern, .handler = [](const Request&, Responder) {}});
  }
  Router::Match match(Method method, std::string_view path) {
    request_.method = method;
    request_.path = path;
    return router_.match(request_);
  }
  std::string pattern(Method method, std::string_view path) {
    const auto found = match(method, path);
    return found.route == nullptr ? std::to_string(found.status) : found.route->pattern;
  }

  Router router_;
  Request request_;
};

TEST_F(RouterTest, finds_fixed_paths_exactly) {
  add(Method::Get, "/api/sites");
  add(Method::Get, "/");
  EXPECT_EQ(pattern(Method::Get, "/api/sites"), "/api/sites");
  EXPECT_EQ(pattern(Method::Get, "/"), "/");
  EXPECT_EQ(pattern(Method::Get, "/api/sites/"), "404");
  EXPECT_EQ(pattern(Method::Get, "/api/site"), "404");
  EXPECT_EQ(pattern(Method::Get, ""), "400");
}

TEST_F(RouterTest, decodes_names) {
  add(Method::Get, "/api/sites/{host}/setup");
  EXPECT_EQ(pattern(Method::Get, "/api/sites/a%2Fb%20c/setup"), "/api/sites/{host}/setup");
  EXPECT_EQ(request_.param("host"), "a/b c");
  EXPECT_EQ(pattern(Method::Get, "/api/sites//setup"), "404");
  EXPECT_EQ(pattern(Method::Get, "/api/sites/a/b/setup"), "404");
}

TEST_F(RouterTest, refuses_wrong_escapes) {
  add(Method::Get, "/x/{name}");
  for (const char* const path : {"/x/%", "/x/%4", "/x/%zz", "/x/%00"})
    EXPECT_EQ(pattern(Method::Get, path), "400") << path;
}

TEST_F(RouterTest, gives_the_rest_of_a_path) {
  add(Method::Get, "/assets/{path*}");
  EXPECT_EQ(pattern(Method::Get, "/assets/a/b/c.js"), "/assets/{path*}");
  EXPECT_EQ(request_.param("path"), "a/b/c.js");
  EXPECT_EQ(pattern(Method::Get, "/assets/"), "/assets/{path*}");
  EXPECT_EQ(pattern(Method::Get, "/assets"), "404");
}

TEST_F(RouterTest, prefers_fixed_parts_and_turns_back_from_dead_ends) {
  add(Method::Get, "/s/{host}/setup");
  add(Method::Get, "/s/new/{step}/go");
  add(Method::Get, "/s/new");
  add(Method::Get, "/s/{rest*}");
  EXPECT_EQ(pattern(Method::Get, "/s/new"), "/s/new");
  EXPECT_EQ(pattern(Method::Get, "/s/new/setup"), "/s/{host}/setup");
  EXPECT_EQ(request_.param("host"), "new");
  EXPECT_EQ(pattern(Method::Get, "/s/new/1/go"), "/s/new/{step}/go");
  EXPECT_EQ(pattern(Method::Get, "/s/new/1/stop"), "/s/{rest*}");
  ASSERT_EQ(request_.params.size(), 1U);
  EXPECT_EQ(request_.param("rest"), "new/1/stop");
}

TEST_F(RouterTest, names_the_methods_that_are_allowed) {
  add(Method::Get, "/a");
  add(Method::Post, "/a");
  add(Method::Delete, "/b/{id}");
  const auto wrong = match(Method::Put, "/a");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.allow, "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(match(Method::Other, "/a").status, 405);
  EXPECT_EQ(match(Method::Get, "/b/1").allow, "DELETE, OPTIONS");
  EXPECT_EQ(match(Method::Options, "/b/1").status, 204);
  EXPECT_EQ(match(Method::Options, "*").status, 204);
}

TEST_F(RouterTest, answers_head_with_get) {
  add(Method::Get, "/a");
  add(Method::Post, "/p");
  EXPECT_EQ(pattern(Method::Head, "/a"), "/a");
  EXPECT_EQ(pattern(Method::Head, "/p"), "405");
}

TEST_F(RouterTest, is_bounded_by_its_own_depth_on_long_paths) {
  add(Method::Get, "/{a}/{b}");
  std::string path;
  for (int i = 0; i < 4000; ++i) path += "/x";
  EXPECT_EQ(pattern(Method::Get, path), "404");
}

using RouterDeathTest = RouterTest;
TEST_F(RouterDeathTest, a_route_cannot_be_added_twice) {
  add(Method::Get, "/a");
  EXPECT_DEATH(add(Method::Get, "/a"), "");
  EXPECT_DEATH(add(Method::Get, "/{rest*}/b"), "");
}

}  // namespace
}  // namespace glassjar::net

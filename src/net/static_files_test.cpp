// Which bytes of an asset are served, and when none are.
#include "net/static_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace glassjar::net {
namespace {

constexpr Asset kScript{.path = "/glassjar.js",
                        .content_type = "text/javascript",
                        .identity = "identity bytes",
                        .gzip = "gzip bytes",
                        .brotli = "brotli bytes",
                        .etag = "abc"};

std::string field_of(const Response& response, std::string_view name) {
  const auto found = std::find_if(response.fields.begin(), response.fields.end(),
                                  [&](const auto& field) { return field.first == name; });
  return found == response.fields.end() ? "" : found->second;
}

Response serve(const Asset& asset, std::string_view accept_encoding,
               std::string_view if_none_match = {}) {
  const std::array<Field, 2> fields = {
      {{"Accept-Encoding", accept_encoding}, {"If-None-Match", if_none_match}}};
  return serve_asset(asset, Request{.fields = fields});
}

TEST(StaticFiles, are_served_in_the_smallest_encoding_the_client_takes) {
  EXPECT_EQ(serve(kScript, "gzip, deflate, br").static_body, "brotli bytes");
  EXPECT_EQ(serve(kScript, "gzip, br;q=0").static_body, "gzip bytes");
  EXPECT_EQ(serve(kScript, "GZIP;q=0.5").static_body, "gzip bytes");
  EXPECT_EQ(serve(kScript, "").static_body, "identity bytes");
  EXPECT_EQ(serve(kScript, "identity").static_body, "identity bytes");
  EXPECT_EQ(serve(kScript, "*").static_body, "brotli bytes");
  EXPECT_EQ(serve(kScript, "*;q=0, gzip").static_body, "gzip bytes");
  EXPECT_EQ(serve(kScript, "br; q=0.000, gzip; q=0").static_body, "identity bytes");
  EXPECT_EQ(field_of(serve(kScript, "br"), "Content-Encoding"), "br");
  EXPECT_EQ(field_of(serve(kScript, ""), "Content-Encoding"), "");
  EXPECT_EQ(field_of(serve(kScript, ""), "Vary"), "Accept-Encoding");
}

TEST(StaticFiles, answer_304_to_a_client_that_has_this_encoding) {
  const std::string tag = field_of(serve(kScript, "gzip"), "ETag");
  EXPECT_EQ(tag, "\"abc-gzip\"");
  EXPECT_EQ(serve(kScript, "gzip", tag).status, 304);
  EXPECT_EQ(serve(kScript, "gzip", "W/" + tag).status, 304);
  EXPECT_EQ(serve(kScript, "gzip", "\"x\", " + tag).status, 304);
  EXPECT_EQ(serve(kScript, "gzip", "*").status, 304);
  EXPECT_EQ(serve(kScript, "br", tag).status, 200);
  EXPECT_EQ(serve(kScript, "gzip", "\"abc\"").status, 200);
  EXPECT_EQ(serve(kScript, "gzip", tag).static_body, "");
}

TEST(StaticFiles, are_kept_for_good_only_when_their_name_carries_a_hash) {
  Asset hashed = kScript;
  hashed.immutable = true;
  EXPECT_EQ(field_of(serve(hashed, ""), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(field_of(serve(kScript, ""), "Cache-Control"), "no-cache");
}

}  // namespace
}  // namespace glassjar::net

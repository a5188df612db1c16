// The request parser: what it takes, what it refuses, and that neither depends on how bytes come.
#include "net/request_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace glassjar::net {
namespace {

using Step = RequestParser::Step;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr size_t kBodyMax = 1000;

// What one run over a connection's bytes gave: each request as "path body", a refusal's status.
struct Outcome {
  std::vector<std::string> requests;
  int refused = 0;
  std::string reason;
  bool operator==(const Outcome&) const = default;
};

void take(RequestParser& parser, Outcome& outcome) {
  for (;;) {
    switch (parser.advance()) {
      case Step::NeedMore:
        return;
      case Step::Head:
        parser.set_body_limit(kBodyMax);
        break;
      case Step::Whole: {
        const Request& request = parser.request();
        outcome.requests.push_back(std::string(request.path) + " " + std::string(request.body));
        parser.next();
        break;
      }
      case Step::Refused:
        outcome.refused = parser.refusal().status;
        outcome.reason = parser.refusal().reason;
        return;
    }
  }
}

Outcome run(std::string_view bytes, size_t piece_max, const ParserLimits& limits = {}) {
  RequestParser parser(limits);
  Outcome outcome;
  while (!bytes.empty() && outcome.refused == 0) {
    const auto room = parser.room();
    const size_t piece = std::min({room.size(), bytes.size(), piece_max});
    std::memcpy(room.data(), bytes.data(), piece);
    bytes.remove_prefix(piece);
    parser.filled(piece);
    take(parser, outcome);
  }
  return outcome;
}

// The same whether the bytes come together or one at a time.
Outcome parse(std::string_view bytes, const ParserLimits& limits = {}) {
  Outcome together = run(bytes, bytes.size(), limits);
  EXPECT_EQ(together, run(bytes, 1, limits));
  EXPECT_EQ(together, run(bytes, 7, limits));
  return together;
}

std::string post(std::string_view fields, std::string_view body) {
  return "POST /p HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

TEST(RequestParser, gives_fields_and_body_as_they_were_sent) {
  RequestParser parser({});
  const std::string bytes =
      "POST /a%20b/c?x=1&y=2 HTTP/1.1\r\nHost: shop\r\nX-One:  two words \r\nContent-Length: "
      "3\r\n\r\nabc";
  std::memcpy(parser.room().data(), bytes.data(), bytes.size());
  parser.filled(bytes.size());
  ASSERT_EQ(parser.advance(), Step::Head);
  parser.set_body_limit(kBodyMax);
  ASSERT_EQ(parser.advance(), Step::Whole);
  const Request& request = parser.request();
  EXPECT_EQ(request.method, Method::Post);
  EXPECT_EQ(request.target, "/a%20b/c?x=1&y=2");
  EXPECT_EQ(request.path, "/a%20b/c");
  EXPECT_EQ(request.query, "x=1&y=2");
  EXPECT_EQ(request.field("x-one"), "two words");
  EXPECT_EQ(request.body, "abc");
  EXPECT_TRUE(parser.keep_alive());
}

TEST(RequestParser, reads_pipelined_requests_in_order) {
  std::string bytes;
  for (int i = 0; i < 200; ++i)
    bytes += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  const Outcome outcome = parse(bytes);
  ASSERT_EQ(outcome.requests.size(), 200U);
  EXPECT_EQ(outcome.requests.back(), "/199 ");
}

TEST(RequestParser, joins_the_chunks_of_a_body) {
  EXPECT_THAT(parse(post("Transfer-Encoding: chunked\r\n",
                         "3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nTrailer: x\r\n\r\nGET /q HTTP/1.1\r\n"
                         "Host: a\r\n\r\n"))
                  .requests,
              ElementsAre("/p abcde", "/q "));
}

TEST(RequestParser, takes_bodies_larger_than_its_buffer) {
  ParserLimits limits;
  RequestParser parser(limits);
  const std::string body(300'000, 'b');
  const std::string bytes =
      post("Content-Length: 300000\r\n", body) + "GET /q HTTP/1.1\r\nHost: a\r\n\r\n";
  std::string_view rest = bytes;
  std::vector<std::string> paths;
  std::string got;
  while (!rest.empty()) {
    const auto room = parser.room();
    ASSERT_FALSE(room.empty());
    const size_t piece = std::min(room.size(), rest.size());
    std::memcpy(room.data(), rest.data(), piece);
    rest.remove_prefix(piece);
    parser.filled(piece);
    for (Step step = parser.advance(); step != Step::NeedMore; step = parser.advance()) {
      ASSERT_NE(step, Step::Refused);
      if (step == Step::Head) parser.set_body_limit(body.size());
      if (step != Step::Whole) continue;
      EXPECT_EQ(parser.request().field("Host"), "a");  // the head has not moved under its views
      paths.emplace_back(parser.request().path);
      got += parser.request().body;
      parser.next();
    }
  }
  EXPECT_THAT(paths, ElementsAre("/p", "/q"));
  EXPECT_EQ(got, body);
}

TEST(RequestParser, takes_an_absolute_target) {
  EXPECT_THAT(parse("GET http://shop/a?b HTTP/1.1\r\nHost: shop\r\n\r\n").requests,
              ElementsAre("/a "));
}

TEST(RequestParser, ignores_an_empty_line_before_a_request) {
  EXPECT_THAT(parse("\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
                  .requests,
              ElementsAre("/a ", "/b "));
}

TEST(RequestParser, refuses_a_body_over_its_limit) {
  EXPECT_EQ(parse(post("Content-Length: 1001\r\n", "")).refused, 413);
  EXPECT_EQ(parse(post("Content-Length: 99999999999999999999\r\n", "")).refused, 400);
  EXPECT_EQ(parse(post("Transfer-Encoding: chunked\r\n", "3e9\r\n")).refused, 413);
  EXPECT_EQ(parse(post("Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\n")).refused, 413);
  const std::string half = "1f4\r\n" + std::string(500, 'x') + "\r\n";
  EXPECT_EQ(parse(post("Transfer-Encoding: chunked\r\n", half + half + "1\r\n")).refused, 413);
}

TEST(RequestParser, refuses_what_two_readers_could_split_differently) {
  for (const char* const fields : {
           "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
           "Content-Length: 3\r\nContent-Length: 4\r\n",
           "Content-Length: 3\r\nContent-Length: 3\r\n",
           "Content-Length: 3, 3\r\n",
           "Content-Length: +3\r\n",
           "Content-Length: -1\r\n",
           "Content-Length: 0x3\r\n",
           "Content-Length: 3 4\r\n",
           "Content-Length:\r\n",
           "Content-Length : 3\r\n",
           "Transfer-Encoding: chunked, chunked\r\n",
           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: gzip, chunked\r\n",
           "Transfer-Encoding: identity\r\n",
           "Transfer-Encoding: xchunked\r\n",
           "Transfer-Encoding: chunked, identity\r\n",
           "Transfer-Encoding:\r\n",
           "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding:\v chunked\r\n",
           "X: a\r\n b\r\n",
           "X:\r\n b\r\n",
           "X: a\r\n \r\n",
           "X:\r\n \r\n",
           " X: a\r\n",
           "X\x01: a\r\n",
           "X: a\x01\r\n",
           ": a\r\n",
           "X: a\rb\r\n",
           "no colon\r\n",
           "Host: b\r\n",
       }) {
    const Outcome outcome = parse(post(fields, "abc"));
    EXPECT_EQ(outcome.refused, 400) << fields;
    EXPECT_TRUE(outcome.requests.empty()) << fields;
  }
}

TEST(RequestParser, refuses_lines_that_end_in_a_bare_lf) {
  EXPECT_EQ(parse("GET / HTTP/1.1\nHost: a\n\n").refused, 400);
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n").refused, 400);
}

TEST(RequestParser, refuses_malformed_chunks) {
  for (const char* const body : {"x\r\n", "3\r\nabcd\r\n0\r\n\r\n", "\r\n", "-1\r\n",
                                 "3 4\r\nabc\r\n", "10000000000000000\r\n"})
    EXPECT_EQ(parse(post("Transfer-Encoding: chunked\r\n", body)).refused, 400) << body;
  EXPECT_TRUE(parse(post("Transfer-Encoding: chunked\r\n", "3\nabc\n0\n\n")).requests.empty());
  const std::string endless = "3;" + std::string(20'000, 'e');
  EXPECT_EQ(parse(post("Transfer-Encoding: chunked\r\n", endless)).refused, 400);
}

TEST(RequestParser, needs_one_host_in_http_1_1) {
  EXPECT_EQ(parse("GET / HTTP/1.1\r\n\r\n").refused, 400);
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n").refused, 400);
  EXPECT_EQ(parse("GET / HTTP/1.0\r\n\r\n").requests.size(), 1U);
}

TEST(RequestParser, refuses_chunks_in_http_1_0) {
  EXPECT_EQ(
      parse("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").refused,
      400);
}

TEST(RequestParser, refuses_other_versions) {
  EXPECT_EQ(parse("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").refused, 505);
  EXPECT_EQ(parse("GET / HTTP/1.2\r\nHost: a\r\n\r\n").refused, 505);
}

TEST(RequestParser, bounds_the_head_in_size_fields_and_target) {
  const ParserLimits limits{.header_bytes_max = 1000, .fields_max = 5, .target_bytes_max = 100};
  const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(parse(start + "X: " + std::string(1000, 'x') + "\r\n\r\n", limits).refused, 431);
  EXPECT_EQ(parse(start + "a:1\r\nb:1\r\nc:1\r\nd:1\r\n\r\n", limits).requests.size(), 1U);
  EXPECT_EQ(parse(start + "a:1\r\nb:1\r\nc:1\r\nd:1\r\ne:1\r\n\r\n", limits).refused, 431);
  EXPECT_EQ(parse("GET /" + std::string(100, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits).refused,
            414);
  EXPECT_EQ(parse("GET /" + std::string(2000, 'x'), limits).refused, 414);
  EXPECT_EQ(parse("GET /" + std::string(99, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits)
                .requests.size(),
            1U);
}

TEST(RequestParser, refuses_expectations_it_does_not_know) {
  EXPECT_EQ(parse(post("Expect: tea\r\n", "")).refused, 417);
}

TEST(RequestParser, says_in_words_why_it_refuses) {
  EXPECT_THAT(parse(post("X:\r\n b\r\n", "")).reason, HasSubstr("folded"));
}

}  // namespace
}  // namespace glassjar::net

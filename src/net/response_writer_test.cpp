// The bytes of responses.
#include "net/response_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace glassjar::net {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr uint64_t kId = 0xab;

Outgoing written(Response response, bool is_head = false, bool keep_alive = true,
                 bool is_http_1_0 = false) {
  const DefaultFields defaults({{"X-Default", "one"}, {"X-Other", "two"}});
  Outgoing out;
  write_response(out, std::move(response),
                 {.defaults = defaults,
                  .date = "Sat, 21 Nov 2026 18:00:00 GMT",
                  .request_id = kId,
                  .is_head = is_head,
                  .keep_alive = keep_alive,
                  .is_http_1_0 = is_http_1_0});
  return out;
}

TEST(ResponseWriter, writes_status_fields_and_body) {
  EXPECT_EQ(
      written(Response{.status = 202, .content_type = "text/plain", .body = "ok"}.with("A", "b"))
          .bytes,
      "HTTP/1.1 202 Accepted\r\nDate: Sat, 21 Nov 2026 18:00:00 GMT\r\n"
      "X-Request-Id: 00000000000000ab\r\nContent-Type: text/plain\r\nA: b\r\nX-Default: one\r\n"
      "X-Other: two\r\nContent-Length: 2\r\n\r\nok");
}

TEST(ResponseWriter, lets_an_own_field_win_over_the_default) {
  const std::string bytes = written(Response{}.with("x-default", "mine")).bytes;
  EXPECT_THAT(bytes, HasSubstr("x-default: mine\r\n"));
  EXPECT_THAT(bytes, Not(HasSubstr("X-Default")));
  EXPECT_THAT(bytes, HasSubstr("X-Other: two"));
}

TEST(ResponseWriter, gives_no_length_where_there_is_no_body) {
  EXPECT_THAT(written(Response{.status = 204}).bytes, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(written(Response{.status = 304, .body = "x"}).bytes, EndsWith("\r\n\r\n"));
}

TEST(ResponseWriter, answers_head_with_the_length_alone) {
  const Outgoing out = written(Response{.body = "12345"}, /*is_head=*/true);
  EXPECT_THAT(out.bytes, HasSubstr("Content-Length: 5\r\n"));
  EXPECT_THAT(out.bytes, EndsWith("\r\n\r\n"));
  EXPECT_FALSE(out.has_tail());
}

TEST(ResponseWriter, fills_an_error_without_a_body) {
  const std::string bytes = written(Response{.status = 500}.with("Retry-After", "1")).bytes;
  EXPECT_THAT(bytes, HasSubstr("Content-Type: application/json\r\n"));
  EXPECT_THAT(bytes, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_THAT(bytes,
              EndsWith("{\"error\":\"Internal error\",\"request_id\":\"00000000000000ab\"}"));
}

TEST(ResponseWriter, does_not_let_a_value_begin_a_new_line) {
  const std::string bytes = written(Response{}.with("A", "b\r\nSet-Cookie: c=d")).bytes;
  EXPECT_THAT(bytes, HasSubstr("A: b  Set-Cookie: c=d\r\n"));
}

TEST(ResponseWriter, says_whether_the_connection_stays) {
  EXPECT_THAT(written(Response{}).bytes, Not(HasSubstr("Connection")));
  EXPECT_THAT(written(Response{}, false, /*keep_alive=*/false).bytes,
              HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(written(Response{}, false, true, /*is_http_1_0=*/true).bytes,
              HasSubstr("Connection: keep-alive\r\n"));
}

TEST(ResponseWriter, does_not_copy_large_bodies) {
  std::string body(100'000, 'x');
  const char* const address = body.data();
  const Outgoing out = written(Response{.body = std::move(body)});
  EXPECT_EQ(out.tail().data(), address);
  EXPECT_EQ(out.tail().size(), 100'000U);
}

TEST(ResponseWriter, writes_dates_as_http_wants_them) {
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");  // RFC 9110's own example
}

}  // namespace
}  // namespace glassjar::net

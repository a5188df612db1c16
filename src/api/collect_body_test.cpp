// What is taken for an event, and which field a refusal names.
#include "api/collect_body.h"

#include <gtest/gtest.h>

namespace glassjar::api {
namespace {

CollectBody parsed(std::string_view body) {
  auto result = parse_collect_body(body);
  if (const auto* refused = std::get_if<BodyRefused>(&result))
    ADD_FAILURE() << refused->field << ": " << refused->why;
  return std::holds_alternative<CollectBody>(result) ? std::get<CollectBody>(result)
                                                     : CollectBody{};
}
ingest::Incoming event(std::string_view body) {
  CollectBody one = parsed(body);
  return one.events.empty() ? ingest::Incoming{} : one.events[0];
}
std::string refusal(std::string_view body) {
  const auto result = parse_collect_body(body);
  const auto* refused = std::get_if<BodyRefused>(&result);
  return refused ? refused->field + ": " + refused->why : "accepted";
}
// A fine event with one more member.
std::string with(const std::string& member) {
  return R"({"n":"pageview","u":"https://e.org/","d":"e.org",)" + member + "}";
}

TEST(CollectBody, reads_long_keys) {
  const auto e = event(R"({"name":"Sign-up","url":"https://e.org/a","domain":"e.org",
    "referrer":"https://other.org/","interactive":false,"props":{"plan":"pro","n":3,"yes":true}})");
  EXPECT_EQ(e.name, "Sign-up");
  EXPECT_EQ(e.url, "https://e.org/a");
  EXPECT_EQ(e.domain, "e.org");
  EXPECT_EQ(e.referrer, "https://other.org/");
  EXPECT_FALSE(e.interactive);
  ASSERT_EQ(e.props.size(), 3U);
  EXPECT_EQ(e.props[1], (std::pair<std::string, std::string>("n", "3")));
  EXPECT_EQ(e.props[2].second, "true");
}

TEST(CollectBody, reads_short_keys) {
  const auto e = event(R"({"n":"engagement","u":"https://e.org/a","d":"e.org","r":null,"i":true,
    "e":4200,"sd":80,"pl":"00000000000000ff","v":27,"h":1,"p":{"plan":"pro"}})");
  EXPECT_EQ(e.engagement_ms, 4'200U);
  EXPECT_EQ(e.scroll_depth, 80);
  EXPECT_EQ(e.page_load, model::PageLoadId{255});
  EXPECT_EQ(e.referrer, "");
  EXPECT_TRUE(e.interactive);
  EXPECT_EQ(e.props.size(), 1U);
}

TEST(CollectBody, reads_times) {
  EXPECT_EQ(event(with(R"("ts":"2026-11-21T20:15:00Z")")).time,
            parse_time("2026-11-21T20:15:00Z").value());
}

TEST(CollectBody, reads_properties_inside_a_string) {
  const auto e = event(with(R"("m":"{\"plan\":\"pro\"}")"));
  ASSERT_EQ(e.props.size(), 1U);
  EXPECT_EQ(e.props[0].second, "pro");
}

TEST(CollectBody, passes_over_properties_that_are_no_scalars) {
  EXPECT_TRUE(event(with(R"("p":{"a":null,"b":[],"c":{},"d":"","":"x"})")).props.empty());
}

TEST(CollectBody, keeps_the_first_thirty_properties) {
  std::string members;
  for (int i = 0; i < 40; ++i)
    members += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":" + std::to_string(i);
  EXPECT_EQ(event(with("\"p\":{" + members + "}")).props.size(), 30U);
}

TEST(CollectBody, takes_a_number_for_a_name) {
  EXPECT_EQ(event(R"({"n":404,"u":"https://e.org/","d":"e.org"})").name, "404");
}

TEST(CollectBody, takes_the_site_from_the_url_where_it_is_not_named) {
  EXPECT_EQ(event(R"({"n":"pageview","u":"https://jo@www.e.org:80/x?y"})").domain, "www.e.org:80");
  EXPECT_EQ(refusal(R"({"n":"pageview","u":"/x"})"), "domain: missing, and the url names no host");
}

TEST(CollectBody, reads_arrays) {
  const std::string one = with(R"("sd":255)");
  const CollectBody body = parsed("[" + one + "," + one + "]");
  EXPECT_TRUE(body.is_array);
  EXPECT_EQ(body.events.size(), 2U);
  EXPECT_TRUE(parsed("[]").is_array);
  EXPECT_FALSE(parsed(one).is_array);
}

TEST(CollectBody, names_the_field_and_its_place) {
  EXPECT_EQ(refusal("[" + with(R"("e":1)") + R"(,{"n":"pageview","d":"e.org"}])"),
            "1.url: missing");
  EXPECT_EQ(refusal(R"({"u":"https://e.org/"})"), "name: missing");
  EXPECT_EQ(refusal(R"({"n":null,"u":"https://e.org/"})"), "name: missing");
  EXPECT_EQ(refusal(R"({"n":"","u":"https://e.org/"})"), "name: empty");
  EXPECT_EQ(refusal(R"({"n":{},"u":"https://e.org/"})"), "name: want a string");
  EXPECT_EQ(refusal(with(R"("r":7)")), "referrer: want a string");
  EXPECT_EQ(refusal(with(R"("p":[1])")), "props: want an object");
  EXPECT_EQ(refusal(with(R"("p":"[1]")")), "props: want an object");
  EXPECT_EQ(refusal(with(R"("p":"{")")), "props: want an object");
  EXPECT_EQ(refusal(with(R"("i":"no")")), "interactive: want true or false");
  EXPECT_EQ(refusal(with(R"("e":-1)")), "e: want milliseconds");
  EXPECT_EQ(refusal(with(R"("sd":101)")), "sd: want 0 to 100");
  EXPECT_EQ(refusal(with(R"("pl":"xyz")")), "pl: want a string of 1 to 16 hexadecimal digits");
  EXPECT_EQ(refusal(with(R"("ts":1732219200)")), "ts: want a time as in 2026-11-21T20:15:00Z");
}

TEST(CollectBody, refuses_what_is_no_event) {
  EXPECT_EQ(refusal(""), "body: not JSON");
  EXPECT_EQ(refusal("ok"), "body: not JSON");
  EXPECT_EQ(refusal("{"), "body: not JSON");
  EXPECT_EQ(refusal("{} {}"), "body: not JSON");
  EXPECT_EQ(refusal("7"), "body: want an object");
  EXPECT_EQ(refusal("[7]"), "0.body: want an object");
  EXPECT_EQ(refusal(std::string(2'000, '[')), "body: not JSON");
  EXPECT_EQ(refusal(R"({"n":")"
                    "\xff"
                    R"("})"),
            "body: not JSON");
}

TEST(CollectBody, bounds_texts_and_numbers_of_events) {
  const std::string long_text(20'000, 'x');
  EXPECT_EQ(refusal(R"({"u":"x","n":")" + long_text + "\"}"), "name: longer than 120 characters");
  EXPECT_EQ(refusal(R"({"n":"x","u":")" + long_text + "\"}"), "url: longer than 16384 bytes");
  EXPECT_EQ(event(with(R"("r":")" + long_text + "\"")).referrer.size(), 16'384U);
  std::string many = "[{}";
  for (int i = 0; i < 1'000; ++i) many += ",{}";
  EXPECT_EQ(refusal(many + "]"), "body: more than 1000 events");
}

}  // namespace
}  // namespace glassjar::api

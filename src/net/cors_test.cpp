// Which origins may read an answer, and with which rights.
#include "net/cors.h"

#include <gtest/gtest.h>

#include <array>

namespace glassjar::net {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

bool is_shop(std::string_view origin) { return origin == "https://shop.example"; }

Response answer_to(std::string_view origin) {
  const std::array<Field, 1> fields = {{{"Origin", origin}}};
  Response response;
  add_cors(response, Request{.fields = fields}, is_shop);
  return response;
}

TEST(Cors, lets_own_sites_send_cookies) {
  EXPECT_EQ(answer_to("https://shop.example").fields,
            (Fields{{"Vary", "Origin"},
                    {"Access-Control-Allow-Origin", "https://shop.example"},
                    {"Access-Control-Allow-Credentials", "true"}}));
}

TEST(Cors, lets_others_read_without_cookies) {
  const Fields open = {{"Vary", "Origin"}, {"Access-Control-Allow-Origin", "*"}};
  for (const char* const origin : {"https://shop.example.evil", "http://shop.example", "null", ""})
    EXPECT_EQ(answer_to(origin).fields, open) << origin;
}

TEST(Cors, answers_a_preflight_for_a_day) {
  const Response response = answer_preflight(Request{}, "POST, OPTIONS", is_shop);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.fields.back(), (Fields::value_type{"Access-Control-Max-Age", "86400"}));
}

}  // namespace
}  // namespace glassjar::net

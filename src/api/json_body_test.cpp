// Bodies within bounds; refusals that name the field.
#include "api/json_body.h"

#include <gtest/gtest.h>

namespace glassjar::api {
namespace {

std::string text(std::string_view body, std::string_view name, size_t bytes_max = 10) {
  const auto object = read_object(body);
  if (!object) return object.error().message;
  const auto field = text_field(*object, name, bytes_max);
  return field ? *field : field.error().message;
}

TEST(JsonBody, takes_one_object_only) {
  for (const char* body : {"", "{", "null", "[]", "\"a\"", "1", "{}{}", "{\"a\":1,}", "\xff"})
    EXPECT_EQ(read_object(body).error().code, ErrorCode::InvalidArgument) << body;
  EXPECT_TRUE(read_object("{}"));
  EXPECT_TRUE(read_object(" {\"a\": \"b\"} "));
}

TEST(JsonBody, refuses_what_is_nested_too_deep) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "{\"a\":";
  EXPECT_EQ(read_object(deep).error().message, "body: not JSON");
}

TEST(JsonBody, names_the_field_that_is_wrong) {
  EXPECT_EQ(text(R"({"site":"a.org"})", "site"), "a.org");
  EXPECT_EQ(text(R"({})", "site"), "site: missing");
  EXPECT_EQ(text(R"({"site":1})", "site"), "site: want a text");
  EXPECT_EQ(text(R"({"site":null})", "site"), "site: want a text");
  EXPECT_EQ(text(R"({"site":"12345678901"})", "site"), "site: at most 10 bytes");
}

TEST(JsonBody, optional_fields_may_be_absent_or_null) {
  const auto body = read_object(R"({"a":null,"b":5,"c":"x","d":-1,"e":1.5})");
  EXPECT_EQ(*optional_text_field(*body, "a", 9), "");
  EXPECT_EQ(*optional_text_field(*body, "z", 9), "");
  EXPECT_EQ(*optional_text_field(*body, "c", 9), "x");
  EXPECT_FALSE(optional_text_field(*body, "b", 9));
  EXPECT_EQ(*optional_number_field(*body, "b"), 5u);
  EXPECT_EQ(*optional_number_field(*body, "z"), 0u);
  EXPECT_FALSE(optional_number_field(*body, "c"));
  EXPECT_FALSE(optional_number_field(*body, "d"));
  EXPECT_FALSE(optional_number_field(*body, "e"));
}

TEST(JsonBody, answers_are_never_cached) {
  const auto response = json_answer(201, {{"id", 1}});
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body, R"({"id":1})");
  EXPECT_EQ(response.fields[0], (std::pair<std::string, std::string>("Cache-Control", "no-store")));
}

}  // namespace
}  // namespace glassjar::api

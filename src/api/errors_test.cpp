// Refusals: status, shape, and what they keep to themselves.
#include "api/errors.h"

#include <gtest/gtest.h>

namespace glassjar::api {
namespace {

TEST(ErrorResponse, maps_every_code_to_its_status) {
  const std::pair<ErrorCode, int> expected[] = {
      {ErrorCode::InvalidArgument, 400},   {ErrorCode::Unauthenticated, 401},
      {ErrorCode::Forbidden, 403},         {ErrorCode::NotFound, 404},
      {ErrorCode::Conflict, 409},          {ErrorCode::TooLarge, 413},
      {ErrorCode::ResourceExhausted, 429}, {ErrorCode::Unavailable, 503},
      {ErrorCode::DataLoss, 500},          {ErrorCode::Internal, 500}};
  for (const auto& [code, status] : expected)
    EXPECT_EQ(error_response({code, "m"}, 1).status, status);
}

TEST(ErrorResponse, says_what_is_wrong_and_which_request_it_was) {
  const auto response = error_response({ErrorCode::InvalidArgument, "site: missing"}, 0xabc);
  EXPECT_EQ(response.body, R"({"error":"site: missing","request_id":"0000000000000abc"})");
  EXPECT_EQ(response.content_type, "application/json");
}

TEST(ErrorResponse, keeps_the_servers_insides_to_itself) {
  for (const ErrorCode code : {ErrorCode::Internal, ErrorCode::DataLoss, ErrorCode::Unavailable}) {
    const auto response = error_response({code, "open \"/srv/r.db\": locked"}, 1);
    EXPECT_EQ(response.body.find("/srv"), std::string::npos);
  }
  EXPECT_EQ(error_response({ErrorCode::Internal, "x"}, 1).body,
            R"({"error":"Internal error","request_id":"0000000000000001"})");
}

TEST(ErrorResponse, says_when_to_try_again) {
  using Fields = std::vector<std::pair<std::string, std::string>>;
  const auto has_retry = [](const Fields& fields) {
    for (const auto& field : fields)
      if (field.first == "Retry-After") return true;
    return false;
  };
  EXPECT_TRUE(has_retry(error_response({ErrorCode::Unavailable, "x"}, 1).fields));
  EXPECT_TRUE(has_retry(error_response({ErrorCode::ResourceExhausted, "x"}, 1).fields));
  EXPECT_FALSE(has_retry(error_response({ErrorCode::NotFound, "x"}, 1).fields));
}

}  // namespace
}  // namespace glassjar::api

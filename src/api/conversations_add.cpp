// Adding a message of the person.
#include "api/conversations_add.h"

#include "api/conversation_id.h"
#include "api/errors.h"
#include "api/json_body.h"
#include "api/person_cookies.h"

namespace glassjar::api {
namespace {

constexpr size_t kTextBytesMax = 16'000;  // four bytes a character at most

Result<net::Response> add(const net::Request& request, PersonSide& side) {
  const auto id = TRY(conversation_of(request));
  const auto body = TRY(read_object(request.body));
  const consent::Browser browser = browser_of(request, reach_of(request, side.public_url));
  TRY(side.asking.add(id, TRY(text_field(body, "text", kTextBytesMax)), browser));
  return json_answer(201, {{"id", model::number(id)}});
}

}  // namespace

net::Response conversations_add(const net::Request& request, PersonSide& side) {
  return answer(add(request, side), request);
}

}  // namespace glassjar::api

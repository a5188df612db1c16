// Taking a question in; the answer arrives in the jar.
#include "api/conversations_ask.h"

#include "api/errors.h"
#include "api/json_body.h"
#include "api/person_cookies.h"
#include "ingest/strip_url.h"

namespace glassjar::api {
namespace {

// Four bytes a character at most; the room counts characters.
constexpr size_t kTextBytesMax = 16'000;
constexpr size_t kKeepForBytesMax = 16;

struct Input {
  Caller caller;
  conversations::Question question;
};

Result<Input> read(const net::Request& request, const PersonSide& side) {
  const auto body = TRY(read_object(request.body));
  const auto keep_for =
      consent::keep_for_named(TRY(text_field(body, "keep_for", kKeepForBytesMax)));
  if (!keep_for)
    return fail(ErrorCode::InvalidArgument, "keep_for: want \"visit\", \"30d\" or \"13m\"");
  const std::string path = TRY(text_field(body, "path", kPathBytesMax));
  if (!path.starts_with('/')) return fail(ErrorCode::InvalidArgument, "path: begins with \"/\"");
  Input input;
  input.caller = TRY(caller_of(request, side, TRY(text_field(body, "site", kHostBytesMax))));
  input.question.path = ingest::strip_url(path, {}).path;
  input.question.text = TRY(text_field(body, "text", kTextBytesMax));
  input.question.keep_for = *keep_for;
  return input;
}

Result<net::Response> ask(const net::Request& request, PersonSide& side) {
  const Input input = TRY(read(request, side));
  TRY(check_can_remember(input.caller));
  const conversations::Asked asked =
      TRY(side.asking.ask(*input.caller.site, input.question, input.caller.browser));
  net::Response response = json_answer(201, {{"id", model::number(asked.id)}});
  if (asked.key) response.with("Set-Cookie", jar_cookie(input.caller.reach, *asked.key));
  return response;
}

}  // namespace

net::Response conversations_ask(const net::Request& request, PersonSide& side) {
  return answer(ask(request, side), request);
}

}  // namespace glassjar::api

// Carrying out a choice and telling the browser what to hold.
#include "api/jar_choice.h"

#include "api/errors.h"
#include "api/jar_state.h"
#include "api/json_body.h"
#include "api/person_cookies.h"
#include "base/encoding.h"

namespace glassjar::api {
namespace {

constexpr size_t kChoiceBytesMax = 16;
constexpr size_t kPageLoadBytesMax = 16;

struct Input {
  Caller caller;
  consent::Choice choice;
};

Result<Input> read(const net::Request& request, const PersonSide& side) {
  const auto body = TRY(read_object(request.body));
  const std::string page_load = TRY(optional_text_field(body, "page_load", kPageLoadBytesMax));
  const std::optional<uint64_t> number = page_load.empty() ? 0 : u64_from_hex(page_load);
  if (!number) return fail(ErrorCode::InvalidArgument, "page_load: want hexadecimal digits");
  const std::string choice = TRY(text_field(body, "choice", kChoiceBytesMax));
  Input input;
  input.caller = TRY(caller_of(request, side, TRY(text_field(body, "site", kHostBytesMax))));
  input.choice = TRY(consent::choice_named(choice, model::PageLoadId(*number)));
  return input;
}

Result<net::Response> choose(const net::Request& request, PersonSide& side) {
  Input input = TRY(read(request, side));
  Caller& caller = input.caller;
  TRY(check_can_remember(caller));
  if (!input.choice.keep_for) {
    TRY(side.choices.say_no(*caller.site, caller.browser));
    caller.browser.said_no = true;
    net::Response response = TRY(describe_state(request, side, caller));
    return response.with("Set-Cookie", said_no_cookie(caller.reach));
  }
  const consent::IssuedKey key = TRY(side.choices.remember(*caller.site, *input.choice.keep_for,
                                                           input.choice.page_load, caller.browser));
  const bool said_no = std::exchange(caller.browser.said_no, false);
  caller.browser.jar_cookie = key.secret;
  net::Response response = TRY(describe_state(request, side, caller));
  response.with("Set-Cookie", jar_cookie(caller.reach, key));
  if (said_no) response.with("Set-Cookie", no_choice_cookie(caller.reach));
  return response;
}

}  // namespace

net::Response jar_choice(const net::Request& request, PersonSide& side) {
  return answer(choose(request, side), request);
}

}  // namespace glassjar::api

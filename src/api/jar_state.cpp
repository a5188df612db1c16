// Answering GET /api/jar.
#include "api/jar_state.h"

#include "api/errors.h"
#include "api/json_body.h"
#include "consent/signals.h"

namespace glassjar::api {
namespace {

// What the person chose goes before what the browser says for everyone.
std::string_view state_of(const consent::Standing& standing, bool signal) {
  if (standing.said_no) return "no";
  if (standing.jar) return standing.jar->remembers ? "remembered" : "introduced";
  return signal ? "signal" : "anonymous";
}

boost::json::value text_or_null(std::optional<std::string_view> text) {
  return text ? boost::json::value(*text) : boost::json::value(nullptr);
}

Result<net::Response> state_of_site(const net::Request& request, PersonSide& side) {
  return describe_state(request, side, TRY(caller_of(request, side, request.query_param("site"))));
}

}  // namespace

Result<net::Response> describe_state(const net::Request& request, PersonSide& side,
                                     const Caller& caller) {
  const consent::Standing standing = TRY(side.choices.standing(*caller.site, caller.browser));
  const uint64_t waiting = TRY(side.asking.answers_waiting(*caller.site, caller.browser));
  const auto reason = cannot_remember(caller.reach, caller.site->record.host);
  const bool signal = consent::has_signal(request.fields);
  boost::json::object state{
      {"site", caller.site->record.host},
      {"owner", caller.site->record.host},
      {"state", state_of(standing, signal)},
      {"signal", signal},
      {"can_remember", !reason},
      {"cannot_remember", reason ? text_or_null(name(*reason)) : nullptr},
      {"keep_for", nullptr},
      {"expires", nullptr},
      {"number_loses_key_at", to_iso(standing.number_loses_key_at)},
      {"answers_waiting", waiting},
  };
  if (standing.jar) {
    state["keep_for"] = consent::name(standing.jar->keep_for);
    state["expires"] = to_iso(standing.jar->expires);
  }
  return json_answer(200, state);
}

net::Response jar_state(const net::Request& request, PersonSide& side) {
  return answer(state_of_site(request, side), request);
}

}  // namespace glassjar::api

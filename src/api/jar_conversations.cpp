// Listing the conversations of a jar with their words.
#include "api/jar_conversations.h"

#include "api/errors.h"
#include "api/json_body.h"
#include "api/thread_json.h"

namespace glassjar::api {
namespace {

boost::json::value as_json(const conversations::Thread& thread) {
  const storage::Conversation& conversation = thread.conversation;
  return {{"id", model::number(conversation.id)},
          {"path", conversation.path},
          {"state", conversations::name(conversation.state)},
          {"began", to_iso(conversation.began)},
          {"messages", messages_json(thread, "you")},
          {"taught", lesson_json(thread)}};
}

Result<net::Response> list(const net::Request& request, PersonSide& side) {
  const Caller caller = TRY(caller_of_body(request, side));
  boost::json::array conversations;
  for (const auto& thread : TRY(side.asking.threads(*caller.site, caller.browser)))
    conversations.push_back(as_json(thread));
  return json_answer(200, {{"conversations", std::move(conversations)}});
}

}  // namespace

net::Response jar_conversations(const net::Request& request, PersonSide& side) {
  return answer(list(request, side), request);
}

}  // namespace glassjar::api

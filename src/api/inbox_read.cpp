// Showing a thread to staff.
#include "api/inbox_read.h"

#include "api/colleague.h"
#include "api/conversation_id.h"
#include "api/errors.h"
#include "api/json_body.h"
#include "api/thread_json.h"

namespace glassjar::api {
namespace {

Result<net::Response> read(const net::Request& request, const StaffIdentity& staff,
                           conversations::Inbox& inbox) {
  const auto id = TRY(conversation_of(request));
  const conversations::Thread thread = TRY(inbox.read_words(colleague_of(staff), id));
  const storage::Conversation& conversation = thread.conversation;
  return json_answer(200, {{"id", model::number(id)},
                           {"site", inbox.host_of(conversation.site)},
                           {"path", conversation.path},
                           {"state", conversations::name(conversation.state)},
                           {"messages", messages_json(thread, "person")},
                           {"lesson", lesson_json(thread)}});
}

}  // namespace

net::Response inbox_read(const net::Request& request, const StaffIdentity& staff,
                         conversations::Inbox& inbox) {
  return answer(read(request, staff, inbox), request);
}

}  // namespace glassjar::api

// Answering a person.
#include "api/inbox_reply.h"

#include "api/colleague.h"
#include "api/conversation_id.h"
#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

constexpr size_t kTextBytesMax = 16'000;  // four bytes a character at most

Result<net::Response> reply(const net::Request& request, const StaffIdentity& staff,
                            conversations::Inbox& inbox) {
  const auto id = TRY(conversation_of(request));
  const auto body = TRY(read_object(request.body));
  TRY(inbox.reply(colleague_of(staff), id, TRY(text_field(body, "text", kTextBytesMax))));
  return json_answer(201, {{"id", model::number(id)}});
}

}  // namespace

net::Response inbox_reply(const net::Request& request, const StaffIdentity& staff,
                          conversations::Inbox& inbox) {
  return answer(reply(request, staff, inbox), request);
}

}  // namespace glassjar::api

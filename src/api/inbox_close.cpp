// Closing a conversation.
#include "api/inbox_close.h"

#include "api/colleague.h"
#include "api/conversation_id.h"
#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

Result<net::Response> close(const net::Request& request, const StaffIdentity& staff,
                            conversations::Inbox& inbox) {
  TRY(inbox.close(colleague_of(staff), TRY(conversation_of(request))));
  return no_content();
}

}  // namespace

net::Response inbox_close(const net::Request& request, const StaffIdentity& staff,
                          conversations::Inbox& inbox) {
  return answer(close(request, staff, inbox), request);
}

}  // namespace glassjar::api

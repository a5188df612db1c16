// Keeping a lesson.
#include "api/inbox_lesson.h"

#include "api/colleague.h"
#include "api/conversation_id.h"
#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

constexpr size_t kSentenceBytesMax = 1'200;  // four bytes a character at most

Result<net::Response> teach(const net::Request& request, const StaffIdentity& staff,
                            conversations::Inbox& inbox) {
  const auto id = TRY(conversation_of(request));
  const auto body = TRY(read_object(request.body));
  const std::string sentence = TRY(text_field(body, "sentence", kSentenceBytesMax));
  TRY(inbox.teach(colleague_of(staff), id, sentence));
  return json_answer(201, {{"id", model::number(id)}});
}

}  // namespace

net::Response inbox_lesson(const net::Request& request, const StaffIdentity& staff,
                           conversations::Inbox& inbox) {
  return answer(teach(request, staff, inbox), request);
}

}  // namespace glassjar::api

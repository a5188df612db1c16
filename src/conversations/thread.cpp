// Sealing and unsealing a conversation's messages under its jar's data key.
#include "conversations/thread.h"

#include "access_log/sealed_text.h"
#include "base/check.h"

namespace glassjar::conversations {
namespace {

// What a message is sealed to: it opens only in its own conversation and from its own side.
std::string place_of(model::ConversationId conversation, storage::Direction direction) {
  return fmt::format("message of conversation {} from {}", model::number(conversation),
                     direction == storage::Direction::FromPerson ? "person" : "staff");
}

Result<std::optional<std::string>> lesson_of(storage::Transaction& records,
                                             const storage::Conversation& conversation) {
  std::optional<std::string> sentence;
  for (const storage::Lesson& lesson : TRY(records.lessons().of_teacher(conversation.jar)))
    if (lesson.conversation == conversation.id) sentence = lesson.sentence;
  return sentence;
}

}  // namespace

std::string_view name(storage::ConversationState state) {
  switch (state) {
    case storage::ConversationState::Open:
      return "open";
    case storage::ConversationState::WaitingForPerson:
      return "waiting";
    case storage::ConversationState::Closed:
      return "closed";
  }
  CHECK(false);
}

Result<Thread> open_thread(storage::Transaction& records, storage::KeyStore& keys,
                           const storage::Conversation& conversation) {
  const auto key = TRY(keys.find(conversation.jar));
  if (!key)
    return fail(ErrorCode::DataLoss, "open conversation {}: its key is gone",
                model::number(conversation.id));
  Thread thread{.conversation = conversation};
  for (const storage::Message& message : TRY(records.conversations().messages(conversation.id))) {
    std::string text = TRY(access_log::unseal(*key, message.sealed_body,
                                              place_of(conversation.id, message.direction)));
    thread.messages.push_back({.direction = message.direction,
                               .text = std::move(text),
                               .sent = message.sent,
                               .read = message.read});
  }
  thread.lesson = TRY(lesson_of(records, conversation));
  return thread;
}

Result<void> add_message(storage::Transaction& records, storage::KeyStore& keys,
                         const storage::Conversation& conversation, model::StaffId staff,
                         std::string_view text, Random& random) {
  const auto direction =
      model::is_set(staff) ? storage::Direction::FromStaff : storage::Direction::FromPerson;
  const storage::DataKey key = TRY(keys.key_for(conversation.jar));
  TRY(records.conversations().add_message(
      {.conversation = conversation.id,
       .direction = direction,
       .staff = staff,
       .sealed_body = access_log::seal(key, text, place_of(conversation.id, direction), random),
       .sent = conversation.changed}));
  return {};
}

}  // namespace glassjar::conversations

// Exporting and erasing a person's conversations, messages and lessons.
#include "conversations/conversation_records.h"

#include "conversations/thread.h"

namespace glassjar::conversations {

Result<std::vector<storage::ExportTable>> ConversationRecords::export_person(
    storage::Transaction& records, model::JarId jar) {
  storage::ExportTable conversations{
      .name = "conversations", .columns = {"id", "site", "path", "state", "began", "changed"}};
  storage::ExportTable messages{.name = "messages",
                                .columns = {"conversation", "from", "text", "sent", "read"}};
  storage::ExportTable lessons{.name = "lessons",
                               .columns = {"site", "path", "sentence", "learned"}};
  for (const auto& conversation : TRY(records.conversations().of_jar(jar))) {
    const std::string id = std::to_string(model::number(conversation.id));
    conversations.rows.push_back({id, host_of(conversation.site), conversation.path,
                                  std::string(name(conversation.state)), to_iso(conversation.began),
                                  to_iso(conversation.changed)});
    for (const auto& message : TRY(open_thread(records, keys_, conversation)).messages)
      messages.rows.push_back(
          {id, message.direction == storage::Direction::FromPerson ? "you" : "staff", message.text,
           to_iso(message.sent), message.read ? to_iso(*message.read) : std::string()});
  }
  for (const auto& lesson : TRY(records.lessons().of_teacher(jar)))
    lessons.rows.push_back(
        {host_of(lesson.site), lesson.path, lesson.sentence, to_iso(lesson.learned)});
  return std::vector{std::move(conversations), std::move(messages), std::move(lessons)};
}

Result<void> ConversationRecords::erase_person(storage::Transaction& records, model::JarId jar) {
  TRY(records.lessons().forget_teacher(jar));
  return records.conversations().remove_of_jar(jar);
}

std::string ConversationRecords::host_of(model::SiteId site) const {
  const auto known = directory_.find(site);
  return known ? known->record.host : std::string();
}

}  // namespace glassjar::conversations

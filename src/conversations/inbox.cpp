// What staff do with conversations; each use of a person's words is logged in its transaction.
#include "conversations/inbox.h"

#include <algorithm>

#include "conversations/text.h"

namespace glassjar::conversations {

Result<InboxPage> Inbox::list(const Colleague& colleague, size_t offset) {
  InboxPage page;
  TRY(records_.read([&](storage::Transaction& records) -> Result<void> {
    for (auto& conversation : TRY(records.conversations().list(kRowsMax, 0))) {
      if (!is_of(colleague.owner, conversation.site)) continue;
      const size_t place = page.total++;
      if (place < offset || page.rows.size() == kRowsPerPage) continue;
      std::string host = host_of(conversation.site);
      page.rows.push_back({std::move(conversation), std::move(host)});
    }
    return {};
  }));
  return page;
}

Result<Thread> Inbox::read_words(const Colleague& colleague, model::ConversationId id) {
  Thread thread;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    const storage::Conversation conversation = TRY(find(records, colleague, id));
    TRY(log(records, colleague, conversation.jar, storage::AccessAction::View));
    TRY(records.conversations().mark_read(id, storage::Direction::FromPerson, clock_.now()));
    thread = TRY(open_thread(records, keys_, conversation));
    return {};
  }));
  return thread;
}

Result<void> Inbox::reply(const Colleague& colleague, model::ConversationId id,
                          std::string_view text) {
  const std::string clean = TRY(clean_text(text, "text", kMessageCharactersMax));
  return records_.transact([&](storage::Transaction& records) -> Result<void> {
    storage::Conversation conversation = TRY(find(records, colleague, id));
    TRY(log(records, colleague, conversation.jar, storage::AccessAction::Send));
    conversation.state = storage::ConversationState::WaitingForPerson;
    conversation.changed = clock_.now();
    TRY(records.conversations().update(conversation));
    return add_message(records, keys_, conversation, colleague.id, clean, random_);
  });
}

Result<void> Inbox::teach(const Colleague& colleague, model::ConversationId id,
                          std::string_view sentence) {
  const std::string clean = TRY(clean_text(sentence, "sentence", kLessonCharactersMax));
  return records_.transact([&](storage::Transaction& records) -> Result<void> {
    const storage::Conversation conversation = TRY(find(records, colleague, id));
    for (const auto& lesson : TRY(records.lessons().of_teacher(conversation.jar)))
      if (lesson.conversation == id)
        return fail(ErrorCode::Conflict, "conversation {}: it has taught a lesson already",
                    model::number(id));
    TRY(log(records, colleague, conversation.jar, storage::AccessAction::Change));
    TRY(records.lessons().add({.site = conversation.site,
                               .path = conversation.path,
                               .sentence = clean,
                               .staff = colleague.id,
                               .learned = clock_.now(),
                               .teacher = conversation.jar,
                               .conversation = id}));
    return {};
  });
}

Result<void> Inbox::close(const Colleague& colleague, model::ConversationId id) {
  return records_.transact([&](storage::Transaction& records) -> Result<void> {
    storage::Conversation conversation = TRY(find(records, colleague, id));
    conversation.state = storage::ConversationState::Closed;
    conversation.changed = clock_.now();
    return records.conversations().update(conversation);
  });
}

Result<std::vector<storage::Lesson>> Inbox::lessons(model::SiteId site) {
  std::vector<storage::Lesson> lessons;
  TRY(records_.read([&](storage::Transaction& records) -> Result<void> {
    lessons = TRY(records.lessons().of_site(site));
    return {};
  }));
  return lessons;
}

std::string Inbox::host_of(model::SiteId site) const {
  const auto known = directory_.find(site);
  return known ? known->record.host : std::string();
}

Result<storage::Conversation> Inbox::find(storage::Transaction& records, const Colleague& colleague,
                                          model::ConversationId id) {
  const auto conversation = TRY(records.conversations().by_id(id));
  if (!conversation || !is_of(colleague.owner, conversation->site))
    return fail(ErrorCode::NotFound, "conversation {}: unknown", model::number(id));
  return *conversation;
}

Result<void> Inbox::log(storage::Transaction& records, const Colleague& colleague, model::JarId jar,
                        storage::AccessAction action) {
  const bool is_lesson = action == storage::AccessAction::Change;
  return access_log_.record(records, {.jar = jar,
                                      .at = clock_.now(),
                                      .actor = storage::Actor::Staff,
                                      .staff = colleague.id,
                                      .role = colleague.role,
                                      .action = action,
                                      .object = is_lesson ? "lesson" : "conversation",
                                      .count = 1,
                                      .purpose = is_lesson ? "learn" : "answer"});
}

bool Inbox::is_of(model::OwnerId owner, model::SiteId site) const {
  const auto known = directory_.find(site);
  return known && known->record.owner == owner;
}

}  // namespace glassjar::conversations

// Questions come in, answers are fetched: always through the jar that the browser's cookie opens.
#include "conversations/asking.h"

#include "conversations/text.h"

namespace glassjar::conversations {

Result<Asked> Asking::ask(const sites::KnownSite& site, const Question& question,
                          const consent::Browser& browser) {
  const std::string text = TRY(clean_text(question.text, "text", kMessageCharactersMax));
  const TimePoint now = clock_.now();
  const model::OwnerId owner = site.record.owner;
  Asked asked;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    const auto open = TRY(consent::open_by_cookie(records, browser.jar_cookie, now));
    const bool is_own = open && open->jar.owner == owner;
    const storage::Jar jar =
        is_own ? open->jar
               : TRY(new_jars_.make(records, owner, question.keep_for, browser.address));
    if (!is_own) asked.key = TRY(consent::issue_key(records, jar, random_, now));
    TRY(count_message(jar.id));
    storage::Conversation conversation{
        .jar = jar.id, .site = site.record.id, .path = question.path, .began = now, .changed = now};
    asked.id = conversation.id = TRY(records.conversations().add(conversation));
    return add_message(records, keys_, conversation, model::StaffId(), text, random_);
  }));
  return asked;
}

Result<void> Asking::add(model::ConversationId id, std::string_view text,
                         const consent::Browser& browser) {
  const std::string clean = TRY(clean_text(text, "text", kMessageCharactersMax));
  const TimePoint now = clock_.now();
  return records_.transact([&](storage::Transaction& records) -> Result<void> {
    const auto open = TRY(consent::open_by_cookie(records, browser.jar_cookie, now));
    if (!open) return fail(ErrorCode::Unauthenticated, "write a message: this browser has no jar");
    auto conversation = TRY(records.conversations().by_id(id));
    if (!conversation || conversation->jar != open->jar.id)
      return fail(ErrorCode::NotFound, "conversation {}: not in this jar", model::number(id));
    TRY(count_message(open->jar.id));
    conversation->state = storage::ConversationState::Open;
    conversation->changed = now;
    TRY(records.conversations().update(*conversation));
    return add_message(records, keys_, *conversation, model::StaffId(), clean, random_);
  });
}

Result<std::vector<Thread>> Asking::threads(const sites::KnownSite& site,
                                            const consent::Browser& browser) {
  const TimePoint now = clock_.now();
  std::vector<Thread> threads;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    const auto open = TRY(consent::open_by_cookie(records, browser.jar_cookie, now));
    if (!open || open->jar.owner != site.record.owner)
      return fail(ErrorCode::Unauthenticated, "read the answers: this browser has no jar here");
    for (const auto& conversation : TRY(records.conversations().of_jar(open->jar.id))) {
      if (conversation.site != site.record.id) continue;
      TRY(records.conversations().mark_read(conversation.id, storage::Direction::FromStaff, now));
      threads.push_back(TRY(open_thread(records, keys_, conversation)));
    }
    return {};
  }));
  return threads;
}

Result<uint64_t> Asking::answers_waiting(const sites::KnownSite& site,
                                         const consent::Browser& browser) {
  uint64_t waiting = 0;
  TRY(records_.read([&](storage::Transaction& records) -> Result<void> {
    const auto open = TRY(consent::open_by_cookie(records, browser.jar_cookie, clock_.now()));
    if (!open || open->jar.owner != site.record.owner) return {};
    for (const auto& conversation : TRY(records.conversations().of_jar(open->jar.id))) {
      if (conversation.site != site.record.id) continue;
      for (const auto& message : TRY(records.conversations().messages(conversation.id)))
        if (message.direction == storage::Direction::FromStaff && !message.read) ++waiting;
    }
    return {};
  }));
  return waiting;
}

Result<void> Asking::count_message(model::JarId jar) {
  if (messages_.allow(fmt::format("jar {}", model::number(jar)))) return {};
  return fail(ErrorCode::ResourceExhausted, "write a message: at most {} an hour",
              kMessagesPerHour);
}

}  // namespace glassjar::conversations

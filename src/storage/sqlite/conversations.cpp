// Conversations, messages and lessons in SQLite.
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

Result<Conversation> read_conversation(const Query& row) {
  return Conversation{.id = row.number<model::ConversationId>(0),
                      .jar = row.number<model::JarId>(1),
                      .site = row.number<model::SiteId>(2),
                      .path = row.text(3),
                      .state = TRY(row.one_of(4, ConversationState::Closed)),
                      .began = row.time(5),
                      .changed = row.time(6)};
}

Result<Message> read_message(const Query& row) {
  Message message{.id = row.number<model::MessageId>(0),
                  .conversation = row.number<model::ConversationId>(1),
                  .direction = TRY(row.one_of(2, Direction::FromStaff)),
                  .staff = row.number<model::StaffId>(3),
                  .sealed_body = row.blob(4),
                  .sent = row.time(5)};
  if (!row.is_null(6)) message.read = row.time(6);
  return message;
}

Result<Lesson> read_lesson(const Query& row) {
  return Lesson{.id = row.number<model::LessonId>(0),
                .site = row.number<model::SiteId>(1),
                .path = row.text(2),
                .sentence = row.text(3),
                .staff = row.number<model::StaffId>(4),
                .learned = row.time(5),
                .teacher = row.number<model::JarId>(6),
                .conversation = row.number<model::ConversationId>(7)};
}

}  // namespace

Result<model::ConversationId> SqliteConversations::add(const Conversation& conversation) {
  TRY(
      database_.run("INSERT INTO conversations (jar, site, path, state, began, changed) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    conversation.jar, conversation.site, conversation.path, conversation.state,
                    conversation.began, conversation.changed));
  return inserted_id<model::ConversationId>(database_);
}

Result<void> SqliteConversations::update(const Conversation& conversation) {
  return expect_one(
      database_.run("UPDATE conversations SET jar = ?2, site = ?3, path = ?4, state = ?5, "
                    "began = ?6, changed = ?7 WHERE id = ?1",
                    conversation.id, conversation.jar, conversation.site, conversation.path,
                    conversation.state, conversation.began, conversation.changed),
      "conversation");
}

Result<std::optional<Conversation>> SqliteConversations::by_id(model::ConversationId id) {
  return first_row(database_.query("SELECT id, jar, site, path, state, began, changed "
                                   "FROM conversations WHERE id = ?1",
                                   id),
                   read_conversation);
}

Result<std::vector<Conversation>> SqliteConversations::of_jar(model::JarId jar) {
  return all_rows(database_.query("SELECT id, jar, site, path, state, began, changed "
                                  "FROM conversations WHERE jar = ?1 ORDER BY began, id",
                                  jar),
                  read_conversation);
}

Result<std::vector<Conversation>> SqliteConversations::list(size_t limit, size_t offset) {
  return all_rows(database_.query("SELECT id, jar, site, path, state, began, changed "
                                  "FROM conversations ORDER BY changed DESC, id DESC "
                                  "LIMIT ?1 OFFSET ?2",
                                  limit, offset),
                  read_conversation);
}

Result<model::MessageId> SqliteConversations::add_message(const Message& message) {
  TRY(
      database_.run("INSERT INTO messages (conversation, direction, staff, sealed_body, sent, "
                    "read) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    message.conversation, message.direction, message.staff, message.sealed_body,
                    message.sent, message.read));
  return inserted_id<model::MessageId>(database_);
}

Result<std::vector<Message>> SqliteConversations::messages(model::ConversationId id) {
  return all_rows(
      database_.query("SELECT id, conversation, direction, staff, sealed_body, sent, read "
                      "FROM messages WHERE conversation = ?1 ORDER BY sent, id",
                      id),
      read_message);
}

Result<void> SqliteConversations::mark_read(model::ConversationId id, Direction direction,
                                            TimePoint at) {
  TRY(
      database_.run("UPDATE messages SET read = ?3 "
                    "WHERE conversation = ?1 AND direction = ?2 AND read IS NULL",
                    id, direction, at));
  return {};
}

Result<void> SqliteConversations::remove_of_jar(model::JarId jar) {
  // The messages go with their conversation (ON DELETE CASCADE).
  TRY(database_.run("DELETE FROM conversations WHERE jar = ?1", jar));
  return {};
}

Result<model::LessonId> SqliteLessons::add(const Lesson& lesson) {
  TRY(
      database_.run("INSERT INTO lessons (site, path, sentence, staff, learned, teacher, "
                    "conversation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    lesson.site, lesson.path, lesson.sentence, lesson.staff, lesson.learned,
                    lesson.teacher, lesson.conversation));
  return inserted_id<model::LessonId>(database_);
}

Result<std::vector<Lesson>> SqliteLessons::of_site(model::SiteId site) {
  return all_rows(
      database_.query("SELECT id, site, path, sentence, staff, learned, teacher, conversation "
                      "FROM lessons WHERE site = ?1 ORDER BY learned DESC, id DESC",
                      site),
      read_lesson);
}

Result<std::vector<Lesson>> SqliteLessons::of_teacher(model::JarId jar) {
  return all_rows(
      database_.query("SELECT id, site, path, sentence, staff, learned, teacher, conversation "
                      "FROM lessons WHERE teacher = ?1 ORDER BY learned DESC, id DESC",
                      jar),
      read_lesson);
}

Result<void> SqliteLessons::forget_teacher(model::JarId jar) {
  // The conversation would lead back to the person.
  TRY(database_.run("UPDATE lessons SET teacher = 0, conversation = 0 WHERE teacher = ?1", jar));
  return {};
}

}  // namespace glassjar::storage::sqlite

// Conversations, their messages, and the lessons they taught.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace glassjar::storage {

enum class ConversationState : uint8_t { Open = 0, WaitingForPerson = 1, Closed = 2 };

struct Conversation {
  model::ConversationId id{};
  model::JarId jar{};
  model::SiteId site{};
  std::string path;  // the page it was asked on
  ConversationState state = ConversationState::Open;
  TimePoint began;
  TimePoint changed;
};

enum class Direction : uint8_t { FromPerson = 0, FromStaff = 1 };

struct Message {
  model::MessageId id{};
  model::ConversationId conversation{};
  Direction direction = Direction::FromPerson;
  model::StaffId staff{};  // of FromStaff
  // Encrypted under the jar's data key (access_log/sealed_text.h), never readable here.
  std::vector<uint8_t> sealed_body;
  TimePoint sent;
  std::optional<TimePoint> read;  // by the other side
};

// What a customer taught, in the staff's words.
struct Lesson {
  model::LessonId id{};
  model::SiteId site{};
  std::string path;
  std::string sentence;
  model::StaffId staff{};
  TimePoint learned;
  // Who taught it; unset once that person has emptied their jar.
  model::JarId teacher{};
  model::ConversationId conversation{};
};

class Conversations {
 public:
  virtual ~Conversations() = default;
  virtual Result<model::ConversationId> add(const Conversation& conversation) = 0;
  virtual Result<void> update(const Conversation& conversation) = 0;
  virtual Result<std::optional<Conversation>> by_id(model::ConversationId id) = 0;
  virtual Result<std::vector<Conversation>> of_jar(model::JarId jar) = 0;  // oldest first
  // Newest change first.
  virtual Result<std::vector<Conversation>> list(size_t limit, size_t offset) = 0;

  virtual Result<model::MessageId> add_message(const Message& message) = 0;
  virtual Result<std::vector<Message>> messages(model::ConversationId id) = 0;  // oldest first
  // Marks the messages of that direction in the conversation as read now, if they were not.
  virtual Result<void> mark_read(model::ConversationId id, Direction direction, TimePoint at) = 0;
  // Conversations and messages of the jar.
  virtual Result<void> remove_of_jar(model::JarId jar) = 0;
};

class Lessons {
 public:
  virtual ~Lessons() = default;
  virtual Result<model::LessonId> add(const Lesson& lesson) = 0;
  virtual Result<std::vector<Lesson>> of_site(model::SiteId site) = 0;  // newest first
  virtual Result<std::vector<Lesson>> of_teacher(model::JarId jar) = 0;
  virtual Result<void> forget_teacher(model::JarId jar) = 0;
};

}  // namespace glassjar::storage

// Thread: one conversation with its messages readable, as both sides see it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "storage/key_store.h"
#include "storage/records/record_store.h"

namespace glassjar::conversations {

std::string_view name(storage::ConversationState state);  // "open", "waiting", "closed"

struct ThreadMessage {
  storage::Direction direction = storage::Direction::FromPerson;
  std::string text;
  TimePoint sent;
  std::optional<TimePoint> read;  // by the other side
};

struct Thread {
  storage::Conversation conversation;
  std::vector<ThreadMessage> messages;  // oldest first
  std::optional<std::string> lesson;    // what it taught
};

// Opens the seals. The caller is the jar's person, or has written the access event.
Result<Thread> open_thread(storage::Transaction& records, storage::KeyStore& keys,
                           const storage::Conversation& conversation);

// Seals the text and adds it to the conversation. `staff` is unset when the person wrote it.
Result<void> add_message(storage::Transaction& records, storage::KeyStore& keys,
                         const storage::Conversation& conversation, model::StaffId staff,
                         std::string_view text, Random& random);

}  // namespace glassjar::conversations

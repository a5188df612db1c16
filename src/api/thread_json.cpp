// Writing messages.
#include "api/thread_json.h"

namespace glassjar::api {

boost::json::array messages_json(const conversations::Thread& thread, std::string_view person) {
  boost::json::array messages;
  for (const conversations::ThreadMessage& message : thread.messages) {
    const bool is_person = message.direction == storage::Direction::FromPerson;
    messages.push_back(
        {{"from", is_person ? person : std::string_view("staff")},
         {"text", message.text},
         {"sent", to_iso(message.sent)},
         {"read", message.read ? boost::json::value(to_iso(*message.read)) : nullptr}});
  }
  return messages;
}

boost::json::value lesson_json(const conversations::Thread& thread) {
  return thread.lesson ? boost::json::value(*thread.lesson) : boost::json::value(nullptr);
}

}  // namespace glassjar::api

// Reading a decimal number.
#include "api/conversation_id.h"

#include <charconv>

namespace glassjar::api {

Result<model::ConversationId> conversation_of(const net::Request& request) {
  const std::string_view text = request.param("id");
  uint64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(ErrorCode::NotFound, "conversation: unknown");
  return model::ConversationId(id);
}

}  // namespace glassjar::api
